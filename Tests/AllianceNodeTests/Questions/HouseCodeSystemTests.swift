import AllianceNames
import AllianceNode
import GS1
import Logging
import ProductAuthentication
import Replication
import Roster
import SQLiteStore
import Statements
import TestAlliance
import Testing

/// Codes without a GTIN, between two nodes that run, over TLS.
@Suite struct HouseCodeSystemTests {
    private static func product(model: String, _ said: ProductRegistration.Serialisation)
        -> Statement
    {
        .registerProduct(
            ProductRegistration(
                code: .scheme(TwoNodes.scheme, model: model), brand: "Verel", serialisation: said))
    }

    /// Asks again where a busy machine let the time of a question pass.
    private static func authenticate(
        _ code: String, scheme: String = TwoNodes.scheme, from customs: OpenedNode
    ) async throws -> Authentication {
        while true {
            let found = try await ask(code, scheme: scheme, from: customs)
            if !found.judgement.reasons.contains(.ownerUnreachable) { return found }
        }
    }

    private static func ask(
        _ code: String, scheme: String = TwoNodes.scheme, from customs: OpenedNode
    ) async throws -> Authentication {
        let registry = try customs.openRegistry()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let responder = customs.questionResponder(
            registry: registry, scans: NoScans(), logger: logger)
        let found = try await customs.withPeerClient(limits: .patient) { client in
            let calls = BlockingCalls.concurrent(label: "test")
            let router = customs.questionRouter(
                responder: responder, transport: customs.routedAsking(over: client),
                snapshots: customs.snapshotShelf(calls: calls),
                late: LateQuestions(store: InMemoryLateQuestions()), calls: calls)
            return try await router.authenticate(
                .house(HouseCode(scheme: scheme, code: code)), deadline: .seconds(60))
        }
        try registry.close()
        return found
    }

    @Test(
        "registered by the house, asked of it by another, and of its set once it has stopped",
        .timeLimit(.minutes(30)))
    func asked() async throws {
        let alliance = try TwoNodes(ports: LoopbackPorts.take(2))
        let brand = try await TwoNodes.Running(alliance.brand)
        let customs = try await TwoNodes.Running(alliance.customs)
        let codes = SnapshotWorld.serials(300, seed: 91)
        let product = ProductKey.scheme(TwoNodes.scheme)
        try await brand.opened.report(
            [Self.product(model: "tote", .serialisedWithSnapshot)], to: .alliance)
        let registry = try brand.opened.openRegistry()
        try registry.store(
            codes.map {
                RegisteredItem(
                    product: product, serial: $0, record: ItemRecord(state: .active, updatedAt: 1))
            })
        func ask(_ code: String, scheme: String = TwoNodes.scheme) async throws -> Authentication {
            try await Self.authenticate(code, scheme: scheme, from: customs.opened)
        }
        let genuine = try await ask(codes[0])
        #expect(genuine.judgement.reasons == [.serialIssued])
        #expect(genuine.responder == brand.opened.member)
        let unknown = try await ask("never-issued-0001")
        #expect(unknown.judgement.verdict == .counterfeitSuspected)
        #expect(unknown.judgement.reasons == [.serialUnknown])
        #expect(try await ask("1", scheme: "nobodys").judgement.reasons == [.prefixNotInAlliance])

        _ = try await brand.opened.publishSnapshot(
            of: product, validDays: 30, in: .alliance, from: registry)
        try registry.close()
        let owner = brand.opened.member
        let shelf = customs.opened.snapshotShelf(calls: .concurrent(label: "test"))
        // In the background; the time limit ends a search for what never comes.
        while await shelf.newest(of: product, by: owner) == nil {
            try await Task.sleep(for: .milliseconds(20))
        }
        await brand.stop()
        let away = try await Self.ask(codes[1], from: customs.opened)
        #expect(away.judgement.verdict == .genuine)
        #expect(away.judgement.reasons.contains(.answeredFromSnapshot))
        await customs.stop()
    }

    @Test("one model without numbers: an unknown code of the scheme raises no suspicion")
    func leastOfTheModels() async throws {
        let alliance = try TwoNodes(ports: LoopbackPorts.take(2))
        let brand = try OpenedNode(alliance.brand)
        let product = ProductKey.scheme(TwoNodes.scheme)
        #expect(try brand.productKnowledge.product(product) == nil)
        try await brand.report([Self.product(model: "tote", .serialised)], to: .alliance)
        #expect(try brand.productKnowledge.product(product)?.isSerialised == true)
        try await brand.report([Self.product(model: "belt", .none)], to: .alliance)
        #expect(try brand.productKnowledge.product(product)?.isSerialised == false)
        #expect(try brand.productKnowledge.product(.scheme("tote")) == nil)
        try brand.close()
    }
}
