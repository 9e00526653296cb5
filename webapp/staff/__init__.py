"""The staff: accounts, signing in, the lock on every page of the desk, the front desk."""
