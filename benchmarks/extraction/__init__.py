"""Accuracy of ``litscan extract`` against labels made by others and by careful readers."""
