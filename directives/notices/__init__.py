"""What each unit is told of its own figures, and the letter's table as a workbook."""
