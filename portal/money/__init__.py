"""Money, exactly: amounts, rounding, allocation, currencies. Pure; standard library only."""
