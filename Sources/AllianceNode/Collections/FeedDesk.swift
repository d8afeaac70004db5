package import AllianceNames
import MISP
import MergedView
import NodeAPI
import Roster
import SQLiteStore
import Statements

/// Feeds for a MISP at the desk port: the channels that this member reads, for its own programs.
package final class FeedDesk: FeedExchanging {
    /// Reports of one `hashes.csv`, the newest: 69 bytes each.
    package static let hashesMax = 500_000

    private let node: OpenedNode
    private let keeper: CollectionKeeper
    private let calls: BlockingCalls

    package init(node: OpenedNode, keeper: CollectionKeeper, calls: BlockingCalls) {
        self.node = node
        self.keeper = keeper
        self.calls = calls
    }

    package func mayRead(_ channel: ChannelID) -> Bool { node.roster.mayRead(node.member, channel) }

    package func manifest(of channel: ChannelID) async throws -> [UInt8] {
        try await calls.run { [self] in MISPEvent.manifest(of: try events(in: channel)) }
    }

    package func event(_ uuid: String, of channel: ChannelID) async throws -> [UInt8]? {
        try await calls.run { [self] in
            guard let event = try events(in: channel).first(where: { $0.place.uuid == uuid })
            else { return nil }
            return event.json(try attributes(of: event), sharedWith: group(channel))
        }
    }

    package func hashes(of channel: ChannelID) async throws -> [UInt8] {
        try await calls.run { [self] in
            var lines: [UInt8] = []
            var count = 0
            for event in try events(in: channel).reversed() where count < Self.hashesMax {
                let end = Array(",\(event.place.uuid)\n".utf8)
                for attribute in try attributes(of: event) {
                    guard let hash = attribute.valueHash else { continue }
                    lines += hash
                    lines += end
                    count += 1
                }
            }
            return lines
        }
    }

    /// By day; without what suspended members say.
    private func events(in channel: ChannelID) throws -> [MISPEvent] {
        if !keeper.isBegun { try keeper.begin() }
        let roster = node.roster
        let suspended = try node.scope().suspended
        let marking = roster.channel(channel)?.marking ?? .amber
        return try keeper.index.events(in: channel).compactMap { place, changed in
            guard !suspended.contains(place.origin.member) else { return nil }
            return MISPEvent(
                place: place, author: organisation(place.origin.member), tlp: marking,
                changed: changed)
        }
    }

    private func organisation(_ member: MemberID) -> MISPOrganisation {
        MISPOrganisation(
            alliance: node.alliance, member: member,
            name: node.roster.member(member)?.name ?? member.rawValue)
    }

    private func group(_ channel: ChannelID) -> MISPSharingGroup {
        let seats = node.roster.channel(channel)
        let members = (seats?.seats ?? []).map(\.member).sorted().filter {
            seats?.isOpen(to: $0) == true
        }
        return MISPSharingGroup(
            alliance: node.alliance, channel: channel, members: members.map(organisation))
    }

    /// The reports of the event, from the record. What is TLP:RED is for named persons, so no copy of it is made
    /// for a machine.
    private func attributes(of event: MISPEvent) throws -> [MISPAttribute] {
        let place = event.place
        let (live, withdrawn) = try keeper.index.reports(among: place.entries, of: place.origin)
        var attributes: [MISPAttribute] = []
        try StoredStatement.forEach(
            of: place.origin, in: place.entries, from: node.logs
        ) { entry in
            let (index, isLive) = (entry.index, live.contains(entry.index))
            guard isLive || withdrawn.contains(index), MISPDay(of: entry.issuedAt) == place.day
            else { return }
            switch entry.statement {
            case .assertIndicator(let said)? where said.tlp != .red:
                attributes.append(
                    MISPAttribute(
                        index: index, changed: isLive ? entry.issuedAt / 1_000 : event.changed,
                        content: isLive ? .live(said) : .withdrawn(said)))
            case nil:
                attributes.append(
                    MISPAttribute(index: index, changed: event.changed, content: .erased))
            default: break
            }
        }
        return MISPAttribute.eachOnce(attributes, changed: event.changed)
    }
}
