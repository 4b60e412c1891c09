"""The caregiver's pages: a phone, big type, often with a poor connection."""
