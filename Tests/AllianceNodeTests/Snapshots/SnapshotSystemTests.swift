import AllianceNames
import AllianceNode
import Credentials
import Foundation
import GS1
import ProductAuthentication
import SQLiteStore
import Statements
import TestAlliance
import Testing
import TransparencyLog

@Suite("Of snapshots between two running nodes", .serialized)
struct SnapshotSystemTests {
    /// Of nodes in this process nothing tells when the background has done its work, so it is looked
    /// for until it is there; the test's time limit ends a search for what never comes.
    private func eventually<Value>(_ look: () async throws -> Value?) async throws -> Value {
        while true {
            if let found = try await look() { return found }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private static func register(
        _ serials: [String], at node: OpenedNode, _ serialisation: ProductRegistration.Serialisation
    ) async throws -> SQLiteItemRegistry {
        let gtin = try GTIN(parsing: TwoNodes.gtin)
        try await node.report(
            [
                .registerProduct(
                    ProductRegistration(
                        code: .gtin(gtin), brand: "Verel", serialisation: serialisation))
            ], to: .alliance)
        let registry = try node.openRegistry()
        try registry.store(
            serials.enumerated().map { number, serial in
                RegisteredItem(
                    product: .gtin(gtin), serial: serial,
                    record: ItemRecord(
                        state: number == 0 ? .destroyed : .active,
                        updatedAt: WallClock.system.now()))
            })
        return registry
    }

    @Test(
        "published by the owner, fetched in the background, asked once the owner has stopped",
        .timeLimit(.minutes(30)))
    func ownerStopped() async throws {
        let alliance = try TwoNodes(ports: LoopbackPorts.take(2))
        let brand = try await TwoNodes.Running(alliance.brand)
        let customs = try await TwoNodes.Running(alliance.customs)
        let serials = SnapshotWorld.serials(300, seed: 77)
        let gtin = ProductKey.gtin(try GTIN(parsing: TwoNodes.gtin))
        let registry = try await Self.register(serials, at: brand.opened, .serialisedWithSnapshot)
        let published = try await brand.opened.publishSnapshot(
            of: gtin, validDays: 30, in: .alliance, from: registry)
        #expect(published.items == 299)
        try registry.close()

        let owner = brand.opened.member
        let shelf = customs.opened.snapshotShelf(calls: .concurrent(label: "test"))
        let held = try await eventually { await shelf.newest(of: gtin, by: owner) }
        await brand.stop()

        let now = WallClock.system.now()
        #expect(held.word(on: serials[1], at: now) == .issued)
        #expect(serials.dropFirst().allSatisfy { held.word(on: $0, at: now) == .issued })
        // Destroyed when it was published: not confirmed.
        #expect(held.word(on: serials[0], at: now) == .absent)
        let judgement = Judgement(
            [Finding(.ownerUnreachable)] + held.findings(on: serials[1], at: now))
        #expect(judgement.verdict == .genuine)
        #expect(judgement.confidence == HeldSnapshot.confidenceOfHit)

        // Nothing of the key in what was said, and both only for this user's eyes.
        let folder = customs.opened.objectFolder
        let key = try #require(try folder.key(of: published.file))
        let said = Statement.serialSnapshot(published).payload()
        #expect(said.firstRange(of: key.bytes) == nil)
        for name in [published.file.hex, "\(published.file.hex).key"] {
            let path = "\(alliance.customs.objects)/\(name)"
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o600)
        }
        await customs.stop()
    }

    @Test("without the policy, for another's product, and for dense numbers nothing is published")
    func refusals() async throws {
        let alliance = try TwoNodes(ports: LoopbackPorts.take(2))
        let brand = try OpenedNode(alliance.brand)
        let gtin = ProductKey.gtin(try GTIN(parsing: TwoNodes.gtin))
        let registry = try await Self.register(
            SnapshotWorld.serials(30, seed: 78), at: brand, .serialised)
        func keyword(_ product: ProductKey, days: UInt64 = 30) async throws -> String? {
            do {
                _ = try await brand.publishSnapshot(
                    of: product, validDays: days, in: .alliance, from: registry)
                return nil
            } catch let error as NodeError {
                return error.keyword
            } catch let error as SnapshotError {
                return error.keyword
            } catch let error as ProductAuthenticationError {
                return error.keyword
            }
        }
        #expect(try await keyword(gtin) == "no-snapshot-policy")
        #expect(try await keyword(.gtin(GTIN(parsing: "04006381333931"))) == "not-owned")
        #expect(try await keyword(.scheme("customs-chip")) == "not-owned")
        #expect(try await keyword(gtin, days: 91) == "validity")
        _ = try await Self.register([], at: brand, .serialisedWithSnapshot)
        #expect(try await keyword(gtin) == nil)
        try registry.store(
            (1_000..<1_500).map {
                RegisteredItem(
                    product: gtin, serial: "\($0)",
                    record: ItemRecord(state: .active, updatedAt: 1))
            })
        #expect(try await keyword(gtin) == "too-dense")
        #expect(try brand.objectFolder.names().count == 1)
        #expect(try await brand.withdrawSnapshots(of: gtin, in: .alliance).count == 1)
        #expect(try brand.publishedSnapshots.all(in: [.alliance]).isEmpty)
        #expect(try await brand.withdrawSnapshots(of: gtin, in: .alliance).isEmpty)
        try brand.close()
    }
}
