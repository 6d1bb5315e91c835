"""The demonstration case: Vĩnh Linh district and its letter of June 2023, as published."""
