package import AllianceNames
package import GS1
package import TransparencyLog

/// A roster that its authority made and whose rules were checked, with the questions that every
/// request asks answered from tables. Only `RosterChain` makes one.
package struct VerifiedRoster: Sendable {
    package let roster: Roster
    package let note: SignedNote
    /// SHA-256 of the note text.
    package let digest: Digest

    private let members: [MemberID: Int]
    private let channelsByID: [ChannelID: Int]
    private let readable: [MemberID: Set<ChannelID>]
    private let everRead: [MemberID: Set<ChannelID>]
    private let logsByOrigin: [LogOrigin: RosterLog]
    private let products: ProductOwners

    init(roster: Roster, note: SignedNote) {
        self.roster = roster
        self.note = note
        digest = Roster.digest(of: note)
        members = Dictionary(
            roster.members.enumerated().map { ($1.id, $0) }
        ) { first, _ in first }
        channelsByID = Dictionary(
            roster.channels.enumerated().map { ($1.id, $0) }
        ) { first, _ in first }
        var readable: [MemberID: Set<ChannelID>] = [:]
        var everRead: [MemberID: Set<ChannelID>] = [:]
        for channel in roster.channels {
            for seat in channel.seats {
                everRead[seat.member, default: []].insert(channel.id)
                if seat.tenure.hasEnded { continue }
                readable[seat.member, default: []].insert(channel.id)
            }
        }
        (self.readable, self.everRead) = (readable, everRead)
        logsByOrigin = Dictionary(roster.logs.map { ($0.origin, $0) }) { first, _ in first }
        logs = logsByOrigin.values.sorted { $0.origin < $1.origin }
        products = ProductOwners(roster.members)
    }

    package var alliance: AllianceID { roster.alliance }
    package var version: UInt64 { roster.version }
    package func isExpired(at time: UTCTimestamp) -> Bool { roster.isExpired(at: time) }
    package func isExpired(atMilliseconds time: UInt64) -> Bool {
        isExpired(at: UTCTimestamp(millisecondsSince1970: time))
    }

    // MARK: Members

    /// Also one that has left.
    package func member(_ id: MemberID) -> Member? { members[id].map { roster.members[$0] } }

    package func isActive(_ id: MemberID) -> Bool { member(id)?.isActive == true }

    package var activeMembers: [Member] { roster.members.filter(\.isActive) }

    package func has(_ id: MemberID, role: Member.Role) -> Bool {
        member(id).map { $0.isActive && $0.has(role) } ?? false
    }

    /// Where an active member's peer port is; nil also for one that works outbound only.
    package func endpoint(of id: MemberID) -> PeerEndpoint? {
        member(id).flatMap { $0.isActive ? $0.endpoint : nil }
    }

    /// Whether a certificate over the key with this digest may speak for the member now.
    package func acceptsTLSKey(_ id: MemberID, spkiDigest: Digest) -> Bool {
        guard let member = member(id), member.isActive else { return false }
        return member.tlsKeys.contains { $0.spki == spkiDigest && !$0.tenure.hasEnded }
    }

    /// The keys a member answers product questions with now.
    package func answerKeys(of id: MemberID) -> [VerifierKey] {
        open(member(id)?.answerKeys)
    }

    /// Of the answer keys that a member holds, the one that it signs with: the newest that is open.
    /// - Parameter held: the oldest first.
    package func answerKey(of id: MemberID, among held: [VerifierKey]) -> VerifierKey? {
        let open = answerKeys(of: id)
        return held.last(where: open.contains)
    }

    /// The keys a member cosigns with now.
    package func cosignerKeys(of id: MemberID) -> [VerifierKey] {
        open(member(id)?.cosignerKeys)
    }

    private func open(_ keys: [AdmittedKey]?) -> [VerifierKey] {
        (keys ?? []).filter { !$0.tenure.hasEnded }.map(\.key)
    }

    // MARK: Channels

    package func channel(_ id: ChannelID) -> Roster.Channel? {
        channelsByID[id].map { roster.channels[$0] }
    }

    /// In the order of their identifiers.
    package func channels(readableBy member: MemberID) -> [ChannelID] {
        guard isActive(member) else { return [] }
        return readable[member, default: []].sorted()
    }

    package func mayRead(_ member: MemberID, _ channel: ChannelID) -> Bool {
        isActive(member) && readable[member]?.contains(channel) == true
    }

    /// Those that an active member reads, and those in which its seat has ended: it may hold what was said
    /// there until then, and so hears of what is erased.
    package func channels(everReadBy member: MemberID) -> Set<ChannelID> {
        isActive(member) ? everRead[member, default: []] : []
    }

    /// Whether the member has an open log in the channel: a seat, a log key, and no end of that log.
    package func mayWrite(_ member: MemberID, _ channel: ChannelID) -> Bool {
        currentLog(of: member, in: channel)?.scope == .open
    }

    /// The log a member writes to now, or would if it were open.
    package func currentLog(of member: MemberID, in channel: ChannelID) -> RosterLog? {
        guard let epoch = self.member(member)?.currentEpoch else { return nil }
        return logsByOrigin[
            LogOrigin(alliance: alliance, channel: channel, member: member, epoch: epoch)]
    }

    // MARK: Logs

    /// Every log the roster knows of, in the order of origins; also ended and void ones.
    package let logs: [RosterLog]

    package func log(_ origin: LogOrigin) -> RosterLog? { logsByOrigin[origin] }

    /// The key that signs the log's checkpoints; nil for a log the roster does not know.
    package func logKey(for origin: LogOrigin) -> VerifierKey? { logsByOrigin[origin]?.key }

    package func scope(of origin: LogOrigin) -> LogScope { logsByOrigin[origin]?.scope ?? .never }

    /// The logs that travel to `member`: those of its channels, except what was always void.
    package func logs(readableBy member: MemberID) -> [RosterLog] {
        guard isActive(member), let channels = readable[member] else { return [] }
        return logs.filter { channels.contains($0.origin.channel) && $0.scope != .never }
    }

    // MARK: Witnesses

    /// The witnesses whose cosignatures on this log's checkpoints count: never the author's own.
    package func witnesses(of origin: LogOrigin) -> [VerifierKey] {
        let own = Set((member(origin.member)?.cosignerKeys ?? []).map(\.key.publicKey))
        return roster.witnesses
            .filter { $0.isActive && !own.contains($0.key.publicKey) }
            .map(\.key)
    }

    // MARK: GS1 prefixes and code schemes

    /// Who answers for a number, now and formerly.
    package func owners(of gtin: GTIN) -> ProductOwners.Owners { products.owners(of: gtin) }

    /// Who answers for the codes of a house's own scheme, now and formerly.
    package func owners(ofScheme scheme: String) -> ProductOwners.Owners {
        products.owners(ofScheme: scheme)
    }
}

extension VerifiedRoster: Equatable {
    package static func == (left: Self, right: Self) -> Bool { left.note == right.note }
}
