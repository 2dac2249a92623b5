"""Result sheets, the papers they come from, their reconciliation and diagnosis."""
