"""The company's desk: adviser, dispatcher, quality lead, finance, owner; a wide screen."""
