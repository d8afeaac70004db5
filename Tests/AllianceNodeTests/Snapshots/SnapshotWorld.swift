import AllianceNames
import AllianceNode
import CRDT
import Foundation
import GS1
import Logging
import MergedView
import ProductAuthentication
import Replication
import Roster
import Statements
import Synchronization
import TransparencyLog

/// `maison` publishes snapshots, `customs` fetches them: two folders, one view, and a clock that stands
/// still until it is set.
final class SnapshotWorld: Sendable {
    static let alliance = ChannelID.alliance

    let members: QuestionAlliance
    let view = InMemoryViewStore()
    let root: URL
    let clock = Mutex(QuestionAlliance.now)
    /// Whose node runs.
    let reachable = Mutex<Set<MemberID>>([QuestionAlliance.maison])
    /// What arrives in place of an answer.
    let altered = Mutex<(@Sendable (PeerResource, [UInt8]) -> [UInt8])?>(nil)
    let asked = Mutex<[PeerResource]>([])
    /// Whether the view cannot be read.
    let isDamaged = Mutex(false)
    /// How often it was read, or could not be.
    let readings = Mutex(0)

    struct Damage: Error {}

    /// How long a member takes for an answer, or for none, in milliseconds.
    let delays = Mutex<[MemberID: UInt64]>([:])

    /// - Parameter handedOver: as of `QuestionAlliance`: `atelier` then has schemes, and `maison` the prefix.
    init(handedOver: Bool = false) throws {
        members = try QuestionAlliance(handedOver: handedOver)
        root = FileManager.default.temporaryDirectory.appending(
            path: "snapshots-\(UUID().uuidString)")
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func folder(of member: MemberID) -> ObjectFolder {
        ObjectFolder(path: root.appending(path: member.rawValue).path())
    }

    var stated: PublishedSnapshots {
        let roster = members.roster
        return PublishedSnapshots(
            view: view, roster: { roster },
            scope: {
                self.readings.withLock { $0 += 1 }
                if self.isDamaged.withLock({ $0 }) { throw Damage() }
                return ViewScope(
                    logs: Dictionary(
                        uniqueKeysWithValues: roster.logs.map { ($0.origin, $0.scope) }))
            })
    }

    func now() -> UInt64 { clock.withLock { $0 } }

    func pass(days: UInt64) { clock.withLock { $0 += days * 86_400_000 } }

    func served(by member: MemberID) -> ServedObjects {
        ServedObjects(
            member: member, folder: folder(of: member), snapshots: stated, now: { self.now() })
    }

    func keeper(of member: MemberID = QuestionAlliance.customs) -> SnapshotKeeper {
        SnapshotKeeper(
            member: member, folder: folder(of: member), snapshots: stated,
            channels: { [.alliance] },
            mirrors: { _ in [QuestionAlliance.atelier, QuestionAlliance.maison] },
            transport: Wire(world: self), calls: BlockingCalls { $0() }, now: { self.now() },
            pulse: Pulse(), logger: Logger(label: "test"))
    }

    func shelf(of member: MemberID = QuestionAlliance.customs) -> SnapshotShelf {
        SnapshotShelf(
            folder: folder(of: member), snapshots: stated, channels: { [.alliance] },
            calls: BlockingCalls { $0() }, now: { self.now() })
    }

    static func product() throws -> ProductKey { .gtin(try GTIN(parsing: "04006381333931")) }

    /// Long numbers that are never the same for two seeds.
    static func serials(_ count: Int, seed: UInt8) -> [String] {
        (0..<count).map { number in
            let hash = Digest.sha256([seed, UInt8(number & 255), UInt8(number >> 8)])
            return String(hash.hex.prefix(20)).uppercased()
        }
    }

    struct Published {
        let statement: PublishedSnapshot
        let bytes: [UInt8]
        let key: SnapshotKey
    }

    @discardableResult
    func publish(
        _ serials: [String], by member: MemberID = QuestionAlliance.maison, days: UInt64 = 30,
        isStated: Bool = true, product: ProductKey? = nil
    ) throws -> Published {
        var generator = SystemRandomNumberGenerator()
        let key = SnapshotKey(using: &generator)
        let snapshot = try SerialSnapshot(
            of: SerialList(serials), product: product ?? Self.product(), key: key,
            issuedAt: now(), validDays: days)
        let bytes = snapshot.bytes
        try folder(of: member).keep(bytes, key: key)
        let statement = PublishedSnapshot(
            product: .gtin(try GTIN(parsing: "04006381333931")), file: .sha256(bytes),
            fileBytes: UInt64(bytes.count), items: snapshot.count, expiresAt: snapshot.expiresAt,
            keyDigest: key.digest)
        if isStated { try say(.serialSnapshot(statement), by: member) }
        return Published(statement: statement, bytes: bytes, key: key)
    }

    static func origin(_ member: MemberID) -> LogOrigin {
        LogOrigin(
            alliance: QuestionAlliance.alliance, channel: .alliance, member: member,
            epoch: Epoch(1))
    }

    /// Appends to the member's log, as if its node had.
    func say(_ statement: Statement, by member: MemberID) throws {
        let start = view.frontier()[Self.origin(member)]
        var generator = SystemRandomNumberGenerator()
        let sealed = try SealedStatement.seal(
            statement, issuedAt: now(), salt: Salt(from: &generator))
        var (entries, payloads): ([UInt8], [UInt8]) = ([], [])
        EntryBundle.append(entry: sealed.entry, to: &entries)
        if let bytes = sealed.saltAndPayload {
            bytes.withUnsafeBytes { PayloadBundle.append(saltAndPayload: $0, to: &payloads) }
        } else {
            PayloadBundle.appendAbsent(to: &payloads)
        }
        var batch = FoldedEntries(origin: Self.origin(member), start: start)
        try Fold.append(
            EntrySlice(start: start, count: 1, entries: entries, payloads: payloads), to: &batch)
        try view.merge([batch])
    }

    func retract(_ index: EntryIndex, by member: MemberID) throws {
        try say(
            .retract(Retraction(dots: [.init(origin: Self.origin(member), index: index)])),
            by: member)
    }

    /// The peer ports of all members, as `customs` reaches them.
    private struct Wire: PeerTransport {
        let world: SnapshotWorld

        func fetch(
            _ resource: PeerResource, from peer: MemberID, deadline: Duration
        ) throws(PeerError) -> [UInt8] {
            world.asked.withLock { $0.append(resource) }
            let delay = world.delays.withLock { $0[peer] ?? 0 }
            world.clock.withLock { $0 += delay }
            guard world.reachable.withLock({ $0.contains(peer) }) else {
                throw .unreachable("its node does not run")
            }
            let served = world.served(by: peer)
            let found: [UInt8]?
            do {
                switch resource {
                case .object(let file, let from):
                    found = try served.piece(of: file, from: from, readableIn: [.alliance])
                case .snapshotKey(let file):
                    found = try served.snapshotKey(of: file, readableIn: [.alliance])
                default: found = nil
                }
            } catch {
                throw .malformed("\(error)")
            }
            guard let found else { throw .refused(status: 404, detail: "not found") }
            return world.altered.withLock { $0?(resource, found) } ?? found
        }

        func ask(
            _ question: [UInt8], of peer: MemberID, deadline: Duration
        ) throws(PeerError) -> [UInt8] {
            throw .malformed("files only")
        }
    }
}
