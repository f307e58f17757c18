"""TQ: what was left in the text: fields of Word and Excel, placeholders of the form."""
