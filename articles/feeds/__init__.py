"""What programs read of everything that lists: Atom, RSS and JSON Feed, one door."""
