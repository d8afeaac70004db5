/// One read of one object, with the truth about it that no detector may see.
package struct TracedScan: Sendable, Equatable {
    /// What the reader was doing. Trade reads come from readers of the chain; people ask (`verified`)
    /// or look in office (`inspected`).
    package enum Kind: String, Sendable, CaseIterable {
        case commissioned, packed, shipped, received, sold, returned, exported, destroyed
        case inspected, verified
    }

    /// Milliseconds since 1970 by the reader's clock.
    package var at: UInt64
    package let kind: Kind
    package let country: String
    /// Degrees north and east; nil where only the country is known.
    package let position: Position?
    /// Who read: a site of the trade, or the pseudonym of a person's device.
    package let by: String
    /// Truth: 0 is the genuine object, the others are copies.
    package let object: Int

    package struct Position: Sendable, Equatable {
        package let latitude: Double
        package let longitude: Double
    }
}

/// All that was read under one serial number, in the order of the readers' clocks, with the truth.
package struct ItemTrace: Sendable, Equatable {
    /// From 0; also the serial number.
    package let item: Int
    /// Truth: how many counterfeit objects carry this number. 0: it was not copied.
    package let copies: Int
    package var scans: [TracedScan]

    package var isCloned: Bool { copies > 0 }

    /// How many scans are of copies. A cloned item with none of them is known to nobody but its
    /// counterfeiter.
    package var scansOfCopies: Int { scans.count { $0.object != 0 } }
}
