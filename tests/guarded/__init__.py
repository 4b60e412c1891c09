"""Small tables under each guard, for the tests of the guards and for benchmarks. Installed in test settings only."""
