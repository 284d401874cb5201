"""New files for authors, and marks in them."""
