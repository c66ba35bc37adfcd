"""What litscan learned from labelled papers, and the models that hold it.

Everything here is optional: the rules and the vocabulary work without it.
"""
