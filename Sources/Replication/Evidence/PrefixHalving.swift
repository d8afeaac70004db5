import TransparencyLog

/// Finds up to which size two trees agree: one that has begun to differ differs at every larger size.
struct PrefixHalving: Sendable {
    /// The largest size known to agree.
    private(set) var agreed: TreeSize = 0
    /// Nothing is known of the sizes up to here.
    private var open: TreeSize
    private let all: TreeSize

    /// - Parameter all: the size of the smaller tree.
    init(of all: TreeSize) {
        self.all = all
        open = all
    }

    /// The size at which the two are compared next; nil once the search is over.
    var next: TreeSize? {
        if agreed == open { return nil }
        // First all of it: most nodes are on the right branch.
        return open == all && agreed == 0 ? open : agreed + (open - agreed + 1) / 2
    }

    /// - Parameter agrees: what the comparison at `next` has shown.
    mutating func learn(agrees: Bool) {
        guard let next else { preconditionFailure("compared after the search was over") }
        if agrees { agreed = next } else { open = next - 1 }
    }
}
