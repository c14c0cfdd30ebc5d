"""Employees, their accounts, codes, roles and lists; what is forgotten and erased of them."""
