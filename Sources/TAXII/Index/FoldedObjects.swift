package import AllianceNames
package import MergedView
package import STIX
package import TransparencyLog

/// An object that an entry brings.
package struct FoldedObject: Equatable, Sendable {
    package enum Version: Equatable, Sendable {
        /// The object says it.
        case said(STIXTimestamp, text: String)
        /// The object is a statement's, made at this time by its author's clock. Each is a later version than
        /// the one before, whatever that clock does.
        case stated(STIXTimestamp)
        /// It has none: there is one such object for ever.
        case none
    }

    package let id: STIXIdentifier
    package let version: Version
    package let form: IndexedObject.Form
    package let body: [UInt8]
    /// Of the identifier that it reports.
    package var key: UInt64?
    /// Of the identifier whose report it is about: the report's name goes before the body.
    package var subject: UInt64?
    /// TLP:RED: shown to persons, and to no program.
    package var isRed = false
    /// Whether it is the observable that its name is made of, whoever wrote it: there is one of that name, and one that
    /// was posted says all that one made here does.
    package var isObservable = false

    /// Whether it is a report that a feed may have: one that no program may see makes no event, nor changes one.
    package var isFedReport: Bool { key != nil && !isRed }

    package init(
        id: STIXIdentifier, version: Version, form: IndexedObject.Form, body: [UInt8],
        key: UInt64? = nil, subject: UInt64? = nil
    ) {
        self.id = id
        self.version = version
        self.form = form
        self.body = body
        self.key = key
        self.subject = subject
    }
}

/// What a run of one log's entries adds to the collection of its channel, and takes out of it.
package struct FoldedObjects: Equatable, Sendable {
    package struct Addition: Equatable, Sendable {
        package let index: EntryIndex
        package let object: FoldedObject
        /// By its author's clock: milliseconds since 1970.
        package let issuedAt: UInt64
    }

    /// An entry that takes back an earlier one of the same member and channel.
    package struct Removal: Equatable, Sendable {
        package let index: EntryIndex
        package let target: StatementDot
        package let issuedAt: UInt64
    }

    /// A report whose payload is gone. That there was one is all that is left to be said.
    package struct ErasedReport: Equatable, Sendable {
        package let index: EntryIndex
        /// By its author's clock: milliseconds since 1970.
        package let issuedAt: UInt64
    }

    package let origin: LogOrigin
    package let start: EntryIndex
    package internal(set) var count: UInt64 = 0
    package internal(set) var additions: [Addition] = []
    package internal(set) var removals: [Removal] = []
    package internal(set) var erasedReports: [ErasedReport] = []

    package init(origin: LogOrigin, start: EntryIndex) {
        self.origin = origin
        self.start = start
    }

    package var end: TreeSize { start + count }
    package var byteCount: Int { additions.reduce(0) { $0 + $1.object.body.count + 128 } }

    /// The batch without what certificates erase.
    package func without(_ erased: EntryRanges) -> FoldedObjects {
        guard !erased.within(start..<end).isEmpty else { return self }
        var left = self
        for addition in additions where erased.contains(addition.index) {
            guard addition.object.isFedReport else { continue }
            left.erasedReports.append(
                ErasedReport(index: addition.index, issuedAt: addition.issuedAt))
        }
        left.additions.removeAll { erased.contains($0.index) }
        return left
    }
}
