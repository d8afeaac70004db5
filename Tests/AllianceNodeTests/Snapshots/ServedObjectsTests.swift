import AllianceNames
import AllianceNode
import ProductAuthentication
import Replication
import Statements
import Testing
import TransparencyLog

@Suite("Of files and keys that the peer port serves")
struct ServedObjectsTests {
    private let world: SnapshotWorld
    private let maison = QuestionAlliance.maison
    private let customs = QuestionAlliance.customs

    init() throws { world = try SnapshotWorld() }

    @Test("a file is served through a statement that the reader may read, piece by piece")
    func pieces() throws {
        let published = try world.publish(SnapshotWorld.serials(60, seed: 1))
        let (file, served) = (published.statement.file, world.served(by: maison))
        #expect(try served.piece(of: file, from: 0, readableIn: [.alliance]) == published.bytes)
        #expect(
            try served.piece(of: file, from: 100, readableIn: [.alliance])
                == Array(published.bytes[100...]))
        let end = published.bytes.count
        #expect(try served.piece(of: file, from: end, readableIn: [.alliance]) == nil)
        #expect(try served.piece(of: file, from: 0, readableIn: []) == nil)
        #expect(
            try served.piece(
                of: file, from: 0, readableIn: [ChannelID(unchecked: "luxury")]) == nil)
        #expect(try served.piece(of: .zero, from: 0, readableIn: [.alliance]) == nil)
    }

    @Test("what no statement names is not served, though it is here")
    func unstated() throws {
        let published = try world.publish(SnapshotWorld.serials(60, seed: 2), isStated: false)
        let (file, served) = (published.statement.file, world.served(by: maison))
        #expect(try served.piece(of: file, from: 0, readableIn: [.alliance]) == nil)
        #expect(try served.snapshotKey(of: file, readableIn: [.alliance]) == nil)
    }

    @Test("a key comes from the owner alone: a mirror serves the file and not the key")
    func keys() async throws {
        let published = try world.publish(SnapshotWorld.serials(60, seed: 3))
        let file = published.statement.file
        #expect(
            try world.served(by: maison).snapshotKey(of: file, readableIn: [.alliance])
                == published.key.bytes)
        #expect(try world.served(by: maison).snapshotKey(of: file, readableIn: []) == nil)
        _ = try await world.keeper().round()
        let mirror = world.served(by: customs)
        #expect(try mirror.piece(of: file, from: 0, readableIn: [.alliance]) == published.bytes)
        #expect(try mirror.snapshotKey(of: file, readableIn: [.alliance]) == nil)
    }

    @Test("what has expired or was taken back is served no more")
    func ended() throws {
        let first = try world.publish(SnapshotWorld.serials(60, seed: 4)).statement.file
        let second = try world.publish(SnapshotWorld.serials(60, seed: 5)).statement.file
        try world.retract(0, by: maison)
        let served = world.served(by: maison)
        #expect(try served.snapshotKey(of: first, readableIn: [.alliance]) == nil)
        #expect(try served.piece(of: first, from: 0, readableIn: [.alliance]) == nil)
        #expect(try served.snapshotKey(of: second, readableIn: [.alliance]) != nil)
        world.pass(days: 30)
        #expect(try served.snapshotKey(of: second, readableIn: [.alliance]) == nil)
        #expect(try served.piece(of: second, from: 0, readableIn: [.alliance]) == nil)
    }
}
