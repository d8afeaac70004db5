/// What goes wrong between two nodes of a simulation, in percent of the requests, while faults are on.
struct Faults {
    var lost = 4
    var late = 6
    var truncated = 2
    var flipped = 2
    /// The frontier as it was some time ago.
    var stale = 5
    /// Of the nodes, in percent a second of virtual time.
    var crashes = 2

    static let none = Faults(
        lost: 0, late: 0, truncated: 0, flipped: 0, stale: 0, crashes: 0)
}
