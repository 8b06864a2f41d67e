"""Units and the conversions between them; a unit is part of a column's name, so unlike things cannot be added."""

# arrêté du 15 septembre 2006, annexe IV: 1 kWh of gas in lower heating value (PCI) = 1.11 kWh in higher (PCS).
GAS_PCS_PER_PCI = 1.11

MWH = "MWh"
MWH_PER_INHABITANT = "MWh/hab."
TCO2E = "tCO₂e"
TCO2E_PER_INHABITANT = "tCO₂e/hab."
INHABITANTS = "hab."
PERCENT = "%"
