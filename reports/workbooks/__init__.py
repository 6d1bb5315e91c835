"""The only writers of workbooks: made new, or the sender's own with marks."""
