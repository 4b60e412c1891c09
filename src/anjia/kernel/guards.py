"""Start-up proof of the guards."""
