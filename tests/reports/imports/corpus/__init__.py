"""Files as offices really send them, made by script, each with what the import must see in it."""
