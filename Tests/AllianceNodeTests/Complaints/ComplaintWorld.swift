import AllianceNames
import AllianceNode
import Complaints
import Credentials
import Foundation
import Replication
import Roster
import SQLiteStore
import Statements
import TransparencyLog

/// A brand, a platform and a witness, with a channel for the brand's complaints. Logs are carried between the nodes as far
/// as a test says, and cosigned when it says.
struct ComplaintWorld {
    static let channel = ChannelID(unchecked: "desk-brand")
    static let start: UInt64 = 1_800_000_000

    let alliance: ErasureAlliance
    let brand: OpenedNode
    let platform: OpenedNode
    private let witness: OpenedNode

    init() async throws {
        alliance = try await ErasureAlliance(["brand", "platform", "watch"])
        try alliance.openDesk(Self.channel) { draft in
            try draft.makeWitness(MemberID(parsing: "watch"))
        }
        brand = try OpenedNode(alliance.home("brand"))
        platform = try OpenedNode(alliance.home("platform"))
        witness = try OpenedNode(alliance.home("watch"))
    }

    func close() throws {
        for node in [brand, platform, witness] { try node.close() }
    }

    /// Has both nodes know the newest roster.
    func publish(_ change: (inout RosterDraft) throws -> Void) throws {
        try alliance.publish(change)
        for node in [brand, platform] { try node.takeUpRosterFile() }
    }

    static func complaint(
        _ numbers: [Int], note: String = "", mends: EntryReference? = nil
    ) throws -> Statement {
        .complaint(
            .complaint(
                Complaint(
                    right: .init(office: "EM", number: "018012345"), ground: .markInListing,
                    listings: try numbers.map { try Indicator(.listing, parsing: "taobao:\($0)") },
                    goodFaithStatement: "We believe so in good faith.", declaredBy: "A. Aurum",
                    explanation: note, mends: mends)))
    }

    static func decision(
        _ id: EntryReference, _ verdict: ComplaintDecision.Verdict = .takeDown,
        _ places: [Int] = [0], by person: String? = nil
    ) -> Statement {
        .complaint(
            .decision(
                ComplaintDecision(
                    of: id, parts: [.init(listings: places, verdict: verdict, reasons: ["clear"])],
                    maker: person.map { .person($0) } ?? .automatic)))
    }

    /// - Returns: the entry of the last.
    @discardableResult
    func say(_ statements: [Statement], by node: OpenedNode) async throws -> EntryReference {
        let origin = node.writer.origin(in: Self.channel)
        try await node.report(statements, to: Self.channel)
        let size = try node.logs.state(of: origin)?.size ?? 0
        return EntryReference(origin: origin, index: size - 1)
    }

    /// Brings what one node holds of a log to the other, as a replicator does.
    /// - Parameter end: how far; nil for all.
    func carry(
        _ origin: LogOrigin, from: OpenedNode, to: OpenedNode, upTo end: TreeSize? = nil
    ) throws {
        guard let state = try from.logs.state(of: origin), let served = state.served else {
            return
        }
        let key = try Self.found(from.roster.logKey(for: origin))
        let end = min(end ?? served.size, served.size)
        let held = try to.logs.state(of: origin)?.size ?? 0
        guard held < end else { return }
        try to.logs.believe(
            try SignedCheckpoint(parsing: served.noteText).verified(by: key), for: origin)
        var slices: [BundleSlice] = []
        for bundle in BundleCoordinate.bundles(covering: held..<end, size: end) {
            let entries = try Self.found(try from.logs.entries(of: origin, bundle))
            let payloads = try Self.found(try from.logs.payloads(of: origin, bundle))
            let offset = Int(max(held, bundle.firstEntry) - bundle.firstEntry)
            let entryStart = try Self.found(BundleCut.entries(offset, in: entries))
            let payloadStart = try Self.found(BundleCut.payloads(offset, in: payloads))
            let part = Array(entries[entryStart...])
            let count = bundle.width - offset
            slices.append(
                BundleSlice(
                    bundle: bundle.index, offset: offset, count: count, entries: part,
                    payloads: Array(payloads[payloadStart...]),
                    leafHashes: try EntryBundle.parse(part, count: count).map {
                        MerkleHash.leaf(Array(part[$0]))
                    }))
        }
        try to.logs.admit(AdmittedEntries(origin: origin, start: held, slices: slices))
    }

    /// Both hold all that either has written.
    func exchange() throws {
        try carry(brand.writer.origin(in: Self.channel), from: brand, to: platform)
        try carry(platform.writer.origin(in: Self.channel), from: platform, to: brand)
    }

    /// The witness cosigns what a node serves of a log, and the others hold of it.
    func cosign(_ origin: LogOrigin, of author: OpenedNode, at seconds: UInt64) throws {
        guard let served = try author.logs.state(of: origin)?.served else { return }
        let key = try Self.found(author.roster.logKey(for: origin))
        var signed = try SignedCheckpoint(parsing: served.noteText)
        let cosigner = try witness.cosigner()
        signed.add(cosigner.sign(text: signed.note.text, timestamp: seconds))
        let cosigned = CosignedCheckpoint(
            try signed.verified(by: key), cosigners: [cosigner.verifierKey])
        for node in [brand, platform]
        where try node.logs.state(of: origin).map({ $0.size >= served.size }) ?? false {
            try node.logs.keep(cosigned, of: origin, durability: .atReturn)
        }
    }

    /// Both logs, each at its time.
    func cosignAll(at seconds: UInt64) throws {
        for node in [brand, platform] {
            try cosign(node.writer.origin(in: Self.channel), of: node, at: seconds)
        }
    }

    private static func found<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw Missing() }
        return value
    }

    struct Missing: Error {}
}
