"""What every page is made of: the frame, the head, the visit, what is asked, filters, fields, forms."""
