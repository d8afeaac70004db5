package import AllianceNames
package import Statements
package import TransparencyLog

/// A complaint that a file came with.
package struct FileUse: Hashable, Sendable {
    /// Of one file; later ones say nothing more.
    package static let ofOneMax = 16
    /// Of one account, the newest that are looked at.
    package static let filesMax = 256
    /// Accounts that are told to have brought the same.
    package static let accountsMax = 64

    package var file: Digest
    package var complaint: EntryReference
    package var complainant: Complainant
    package var filedAt: EventTime
    /// Whose listings the complaint names; empty where nobody has looked.
    package var sellers: Set<Indicator>

    package init(
        file: Digest, complaint: EntryReference, complainant: Complainant, filedAt: EventTime,
        sellers: Set<Indicator>
    ) {
        self.file = file
        self.complaint = complaint
        self.complainant = complainant
        self.filedAt = filedAt
        self.sellers = sellers
    }
}

extension [FileUse] {
    /// Of uses of one file, the earliest first, those of others before an account brought it.
    package func before(_ complainant: Complainant) -> ArraySlice<FileUse> {
        prefix { $0.complainant != complainant }
    }
}

/// Who complains of a seller.
package enum Accusers {
    /// Of one seller.
    package static let ofOneMax = 64
    /// Complaints of one seller that are looked at, the newest.
    package static let complaintsMax = 1_024
}

extension EvidenceFile.Role {
    /// Of goods and of what was seen or bought, which is of one complaint; what is of the right, of whoever acts for it,
    /// and of courts is the same in honest complaints of many, and others can have it.
    package var isOfGoods: Bool {
        switch self {
        case .listingCapture, .featurePhotographs, .testBuyReport, .purchaseReceipt, .other: true
        case .productRange, .registration, .originalWork, .claimChart, .authorisation, .judgment:
            false
        }
    }
}

extension CaseState {
    /// The files that tie it to other complaints. Of what went back or was replaced, and what the platform proposed
    /// itself, there are none.
    package var tyingFiles: Set<Digest> {
        guard isByAnAccount, listings.contains(where: \.stage.accuses) else { return [] }
        return Set(brought.filter(\.role.isOfGoods).map(\.digest))
    }

    /// The sellers that it names, under the same conditions.
    ///
    /// - Parameter seller: whose a listing is, as far as anybody has looked.
    package func accused(seller: (Int) -> Indicator?) -> Set<Indicator> {
        guard isByAnAccount else { return [] }
        return Set(
            listings.filter(\.stage.accuses).compactMap {
                seller($0.place) ?? account(at: $0.place)
            })
    }

    private var isByAnAccount: Bool {
        if case .screening = complainant { false } else { true }
    }
}

extension ListingStage {
    fileprivate var accuses: Bool { self != .returned && self != .refiled }
}

extension ComplaintRegister {
    /// From the newest complaints, one by one: right for a register of few, as is `accounts` and `accusers`. One that
    /// holds many has tables for them.
    package func uses(
        of files: Set<Digest>, in channels: Set<ChannelID>
    ) throws -> [FileUse] {
        var found: [Digest: [FileUse]] = [:]
        try forEachState(ComplaintQuery(channels: channels)) { state, seller in
            for file in state.tyingFiles.intersection(files) {
                found[file, default: []].append(
                    FileUse(
                        file: file, complaint: state.id, complainant: state.complainant,
                        filedAt: state.time, sellers: state.accused(seller: seller)))
            }
        }
        return found.sorted { $0.key < $1.key }.flatMap { _, uses in
            uses.sorted { ($0.filedAt, $0.complaint) < ($1.filedAt, $1.complaint) }
                .prefix(FileUse.ofOneMax)
        }
    }

    package func accounts(
        bringingFilesBefore complainant: Complainant, in channels: Set<ChannelID>, since: UInt64
    ) throws -> [Complainant] {
        var files: Set<Digest> = []
        try forEachState(ComplaintQuery(channels: channels)) { state, _ in
            if state.complainant == complainant, state.time.milliseconds ?? .max >= since {
                files.formUnion(state.tyingFiles)
            }
        }
        let uses = Dictionary(grouping: try uses(of: files, in: channels), by: \.file)
        let others = uses.values.reduce(into: Set<Complainant>()) { others, uses in
            others.formUnion(uses.before(complainant).map(\.complainant))
        }
        return Array(others.sorted().prefix(FileUse.accountsMax))
    }

    package func accusers(
        of sellers: Set<Indicator>, in channels: Set<ChannelID>, filed: ClosedRange<UInt64>
    ) throws -> [Indicator: [Complainant]] {
        var found: [Indicator: Set<Complainant>] = [:]
        try forEachState(ComplaintQuery(channels: channels)) { state, ownerOf in
            guard state.time.milliseconds.map(filed.contains) ?? true else { return }
            for seller in state.accused(seller: ownerOf).intersection(sellers) {
                found[seller, default: []].insert(state.complainant)
            }
        }
        return found.mapValues { Array($0.sorted().prefix(Accusers.ofOneMax)) }
    }
}
