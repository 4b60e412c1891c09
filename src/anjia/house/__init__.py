"""The house: settings, addresses, wiring, the demo company. It knows every area and no area knows it."""
