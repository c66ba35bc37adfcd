"""How well documents are read: each module measures one thing and returns its figures."""
