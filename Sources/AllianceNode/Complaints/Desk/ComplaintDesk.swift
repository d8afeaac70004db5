package import AllianceNames
import CRDT
package import Complaints
import MergedView
package import NodeAPI
import Peering
import Roster
import SQLiteStore
package import Statements
import Synchronization
package import TransparencyLog

/// Complaints at this member's desk, of a brand or of the platform: checked and signed here, read from the register.
package final class ComplaintDesk: DeskComplaints {
    let node: OpenedNode
    let register: any ComplaintRegister
    let facts: any FilingFactsReading
    let shelf: EvidenceShelf
    let signing: any ReportSigning
    let key: ComplaintKey
    let calls: BlockingCalls
    /// Who says something in a channel reads first how things stand: one after the other.
    private let waiting = Mutex<[ChannelID: Turns]>([:])

    /// - Parameters:
    ///   - signing: of this desk, which knows the keys of requests.
    ///   - calls: threads of its own are best: a check of 300 listings holds up nothing else.
    package init(
        node: OpenedNode, register: any ComplaintRegister, facts: any FilingFactsReading,
        shelf: EvidenceShelf, signing: any ReportSigning, key: ComplaintKey, calls: BlockingCalls
    ) {
        self.node = node
        self.register = register
        self.facts = facts
        self.shelf = shelf
        self.signing = signing
        self.key = key
        self.calls = calls
    }

    package var isPlatform: Bool { node.roster.has(node.member, role: .platform) }

    package func channels() -> [ChannelID] { node.deskChannels }

    package func now() -> UInt64 { node.clock.now() }

    package func decider(_ person: String) -> String { key.decider(person) }

    func turns(in channel: ChannelID) -> Turns {
        waiting.withLock { waiting in
            if let known = waiting[channel] { return known }
            let made = Turns()
            waiting[channel] = made
            return made
        }
    }

    /// - Throws: the problem of a channel that is no desk's, or that this member does not read.
    func checkChannel(_ channel: ChannelID) throws(PeerProblem) {
        guard node.deskChannels.contains(channel) else { throw .noDesk }
    }

    // MARK: Evidence

    package func keep(_ bytes: [UInt8]) async throws -> KeptEvidence {
        try await calls.run { [shelf] in try shelf.keep(bytes) }
    }

    package func evidence(
        _ digest: Digest, of complaint: EntryReference
    ) async throws -> EvidenceBytes? {
        guard node.deskChannels.contains(complaint.origin.channel) else { return nil }
        return try await calls.run { [self] in
            try register.catchUp()
            let named = try register.reading(of: complaint)?.state?.evidence ?? []
            for file in named where file.digest == digest {
                if let bytes = try shelf.bytes(of: file) {
                    return EvidenceBytes(mediaType: file.mediaType, bytes: bytes)
                }
            }
            return nil
        }
    }

    /// - Throws: the problem of files that are not here as they are named.
    func checkHeld(_ files: [EvidenceFile]) throws {
        let missing = try files.filter { try shelf.bytes(of: $0) == nil }
        guard missing.isEmpty else { throw PeerProblem.evidenceMissing(missing) }
    }

    // MARK: Following

    package func page(_ query: ComplaintQuery) async throws -> ComplaintPage {
        var query = query
        query.channels = readable(query.channels)
        let asked = query
        return try await calls.run { [register] in
            try register.catchUp()
            return try register.page(asked)
        }
    }

    package func complaint(_ id: EntryReference) async throws -> ComplaintDetail? {
        guard node.deskChannels.contains(id.origin.channel) else { return nil }
        let isPlatform = isPlatform
        return try await calls.run { [self] in
            try register.catchUp()
            guard let reading = try register.reading(of: id) else { return nil }
            if reading == .complaintAbsent { return nil }
            guard let state = reading.state else {
                return ComplaintDetail(
                    id: id, reading: reading, right: nil, said: try said(at: [id]))
            }
            return ComplaintDetail(
                id: id, reading: reading,
                right: try StatedRights(state.complaint.right.key, at: node)
                    .statement(for: state.complaint, by: id.author)?.right,
                judgements: isPlatform ? try register.judgements(of: id) : [],
                itemAnswers: isPlatform ? try register.itemAnswers(of: id) : [],
                deadlines: state.deadlines(),
                held: Set(state.evidence.map(\.digest).filter { shelf.holds($0) }),
                said: try said(at: state.course))
        }
    }

    private func said(
        at entries: [EntryReference]
    ) throws -> [EntryReference: ComplaintStatement] {
        var found: [EntryReference: ComplaintStatement] = [:]
        for entry in entries {
            let dot = StatementDot(log: entry.origin, index: entry.index)
            guard case .complaint(let said)? = try node.statement(at: dot) else { continue }
            found[entry] = said
        }
        return found
    }

    package func queue(
        _ query: ReviewQuery, for person: String?
    ) async throws -> [ReviewItem] {
        guard isPlatform else { return [] }
        var query = query
        query.channels = readable(query.channels)
        query.notDecidedBy = person.map(decider)
        let asked = query
        return try await calls.run { [register] in
            try register.catchUp()
            return try register.queue(asked)
        }
    }

    package func figures(
        filed: Range<UInt64>?, in channels: Set<ChannelID>
    ) async throws -> [FigureKey: ComplaintFigures] {
        let query = FigureQuery(
            channels: readable(channels), filed: filed, now: node.clock.now())
        return try await calls.run { [register] in
            try register.catchUp()
            return try register.figures(query)
        }
    }

    private func readable(_ channels: Set<ChannelID>) -> Set<ChannelID> {
        channels.intersection(node.deskChannels)
    }
}

extension PeerProblem {
    static let noDesk = PeerProblem(
        status: 404, keyword: "no-desk",
        detail: "This member reads no desk of that name; complaints go to a channel 'desk-<brand>'."
    )
    static let noComplaint = PeerProblem(
        status: 404, keyword: "no-complaint",
        detail: "There is no such complaint that this desk may read.")

    static func evidenceMissing(_ files: [EvidenceFile]) -> PeerProblem {
        let named = files.prefix(3).map { "\($0.mediaType) \($0.digest.hex.prefix(16))" }
        return PeerProblem(
            status: 422, keyword: "evidence-not-held",
            detail:
                "\(files.count) of the files are not held at this node as they are named (\(named.joined(separator: ", "))): bring them first."
        )
    }

    static func refused(_ refusal: TransitionRefusal, place: Int? = nil) -> PeerProblem {
        let reason = refusal.description
        return PeerProblem(
            status: 409, keyword: refusal.keyword,
            // The console counts them from 1, programs and commands from 0.
            detail: place.map { "Of listing \($0 + 1) (place \($0)): \(reason)." }
                ?? "\(reason.prefix(1).uppercased())\(reason.dropFirst()).")
    }
}
