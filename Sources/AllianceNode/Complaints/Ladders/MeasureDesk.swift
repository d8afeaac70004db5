import AllianceNames
import CRDT
package import Complaints
package import NodeAPI
import Peering
import Roster
package import Statements
import Synchronization

/// Measures against those who complain without ground, or infringe, again and again: proposed by `ComplaintLadders`,
/// decided by a person, signed into this platform's log and read from there by all who may.
package final class MeasureDesk: DeskMeasures {
    /// Milliseconds for which a list is shown again: to make it reads a year's decisions.
    static let keptMilliseconds: UInt64 = 60_000

    private let node: OpenedNode
    private let register: any ComplaintRegister
    private let signing: any ReportSigning
    private let key: ComplaintKey
    private let calls: BlockingCalls
    private let turns = Turns()
    private let kept = Mutex<(madeAt: UInt64, due: CutList<LadderStanding>)?>(nil)

    package init(
        node: OpenedNode, register: any ComplaintRegister, signing: any ReportSigning,
        key: ComplaintKey, calls: BlockingCalls
    ) {
        self.node = node
        self.register = register
        self.signing = signing
        self.key = key
        self.calls = calls
    }

    package var isPlatform: Bool { node.roster.has(node.member, role: .platform) }

    package func now() -> UInt64 { node.clock.now() }

    // MARK: Reading

    package func due() async throws -> CutList<LadderStanding> {
        guard isPlatform else { return CutList([], max: MeasureLists.dueMax) }
        let now = node.clock.now()
        if let kept = kept.withLock({ $0 }), now >= kept.madeAt,
            now - kept.madeAt < Self.keptMilliseconds
        {
            return kept.due
        }
        let due = try await calls.run { [self] in
            try register.catchUp()
            return CutList(
                try ladders(now).due(limit: MeasureLists.dueMax + 1), max: MeasureLists.dueMax)
        }
        kept.withLock { $0 = (now, due) }
        return due
    }

    package func measures() async throws -> CutList<TakenMeasure> { try await listed(nil) }

    package func measures(against party: LadderParty) async throws -> CutList<TakenMeasure> {
        try await listed(party)
    }

    private func listed(_ party: LadderParty?) async throws -> CutList<TakenMeasure> {
        let channels = Set(node.deskChannels)
        return try await calls.run { [register] in
            try register.catchUp()
            let found = try register.measures(against: party).reversed()
            return CutList(
                found.lazy.filter { channels.contains($0.id.origin.channel) },
                max: MeasureLists.takenMax)
        }
    }

    package func standing(of party: LadderParty) async throws -> LadderStanding {
        let isPlatform = isPlatform
        return try await calls.run { [self] in
            try register.catchUp()
            if isPlatform { return try ladders(node.clock.now()).standing(of: party) }
            let channels = Set(node.deskChannels)
            return LadderStanding(
                of: party, current: nil, proposal: nil, facts: [],
                measures: try register.measures(against: party).filter {
                    channels.contains($0.id.origin.channel)
                })
        }
    }

    private func ladders(_ now: UInt64) -> ComplaintLadders {
        ComplaintLadders(register, channels: Set(node.deskChannels), now: now)
    }

    // MARK: Deciding

    package func take(
        _ measure: NewMeasure, by person: String, for request: KeyedRequest?
    ) async throws -> SigningOutcome {
        guard isPlatform else { throw PeerProblem.notThePlatform }
        guard let party = measure.party.named(by: node.member),
            let channel = channel(of: measure.party)
        else { throw PeerProblem.refused(.nobodyOfOurs) }
        return try await sign(in: channel, for: request) { [self] in
            let now = node.clock.now()
            let standing = try ladders(now).standing(
                of: measure.party, isIntentEstablished: measure.isIntentEstablished)
            let refusal = standing.refusal(of: measure.measure, until: measure.until, now: now)
            if let refusal { throw PeerProblem.refused(refusal) }
            let until = measure.until ?? Self.end(of: measure.measure, standing)
            return MisuseMeasure(
                against: party,
                .taken(
                    measure.measure, from: now, until: measure.measure.lasts ? until : nil,
                    facts: standing.facts),
                text: measure.text, reviewer: key.decider(person))
        }
    }

    /// A milder measure than is proposed lasts as long as that one would, or as a restriction does.
    private static func end(of measure: LadderStep.Measure, _ standing: LadderStanding) -> UInt64? {
        guard let step = standing.proposal?.step else { return nil }
        return step.until ?? step.from + SellerLadder.restrictionDays * CaseRules.dayMilliseconds
    }

    package func lift(
        _ measure: EntryReference, text: String, by person: String, for request: KeyedRequest?
    ) async throws -> SigningOutcome {
        guard isPlatform, measure.author == node.member,
            node.deskChannels.contains(measure.origin.channel)
        else { throw PeerProblem.noMeasure }
        return try await sign(in: measure.origin.channel, for: request) { [self] in
            guard
                let taken = try register.measures(against: nil).first(where: { $0.id == measure }),
                let party = taken.party.named(by: node.member)
            else { throw PeerProblem.noMeasure }
            guard taken.lifted == nil else { throw PeerProblem.refused(.liftedAlready) }
            return MisuseMeasure(
                against: party, .lifted(measure), text: text, reviewer: key.decider(person))
        }
    }

    /// One after the other, each by how things stand then.
    private func sign(
        in channel: ChannelID, for request: KeyedRequest?,
        _ measure: @escaping @Sendable () throws -> MisuseMeasure
    ) async throws -> SigningOutcome {
        try await turns.take { [self] in
            let outcome = try await signing.sign(in: channel, for: request) { [self] in
                try await calls.run { [self] in
                    try register.catchUp()
                    return [.misuseMeasure(try measure())]
                }
            }
            kept.withLock { $0 = nil }
            try await calls.run { [register] in _ = try register.catchUp() }
            return outcome
        }
    }

    /// A member reads in its own desk what is done about it; all else stands in the platform's own.
    private func channel(of party: LadderParty) -> ChannelID? {
        let roster = node.roster
        let writable = node.deskChannels.filter { roster.mayWrite(node.member, $0) }
        func desk(of member: MemberID) -> ChannelID? {
            writable.first { $0.rawValue == ChannelID.deskPrefix + member.rawValue }
        }
        switch party {
        case .complainant(.member(let member)):
            guard roster.member(member) != nil, member != node.member else { return nil }
            return desk(of: member)
                ?? writable.first { roster.channels(readableBy: member).contains($0) }
        case .complainant(.hosted), .seller: return desk(of: node.member)
        case .complainant(.screening): return nil
        }
    }
}

extension PeerProblem {
    static let notThePlatform = PeerProblem(
        status: 403, keyword: "not-the-platform", detail: "Measures are taken by a platform.")
    static let noMeasure = PeerProblem(
        status: 404, keyword: "no-measure",
        detail: "This platform has taken no such measure.")

    static func refused(_ refusal: MeasureRefusal) -> PeerProblem {
        let reason = refusal.description
        return PeerProblem(
            status: 409, keyword: refusal.keyword,
            detail: "\(reason.prefix(1).uppercased())\(reason.dropFirst()).")
    }
}

extension OpenedNode {
    package func measureDesk(
        _ complaints: NodeComplaints, signing: any ReportSigning
    ) -> MeasureDesk {
        MeasureDesk(
            node: self, register: complaints.register, signing: signing, key: complaints.key,
            calls: complaints.calls)
    }
}
