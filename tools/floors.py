"""The rooms of ce_utils and their floors: imports run downward only, and pages list them upward."""

# The floor of every room. A new room gets its line here: as low as what it imports allows. On
# each floor the rooms stand in the order in which a reader meets them.
FLOORS = {
    "information": 0,
    "links": 0,
    "data": 0,
    "checks": 0,
    "progress": 0,
    "losses": 1,
    "coding": 1,
    "network": 2,
    "optimize": 2,
    "plotting": 2,
    "frameworks": 2,
    "experiments": 3,
    "interactive": 4,
}

# What the rooms of a floor have in common, from the ground up.
FLOOR_NAMES = (
    "Ground floor: numbers in, numbers out",
    "First floor: costs and codes",
    "Second floor: training, comparing, drawing",
    "Third floor: experiments",
    "Top floor: figures that move",
)
