"""Files in: read, checked cell by cell with pandera, turned into commands, or into findings a person can act on."""
