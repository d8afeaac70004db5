import AllianceNames
import AllianceNode
import Complaints
import Credentials
import GS1
import NodeAPI
import ProductAuthentication
import Roster
import SQLiteStore
import Statements
import Testing

@Suite("Of numbers on bought goods between two running nodes", .serialized)
struct ListedItemSystemTests {
    @Test(
        "filed at the brand with two numbers, asked about by the platform over TLS, and shown to its people",
        .timeLimit(.minutes(30)))
    func asked() async throws {
        let alliance = try await ErasureAlliance(["brand", "platform"])
        try alliance.openDesk(JudgeParty.channel) { draft in
            try draft.grant(CompanyPrefix(parsing: "4006381"), to: MemberID(parsing: "brand"))
        }
        let brand = try await TwoNodes.Running(alliance.home("brand"))
        let platform = try await TwoNodes.Running(alliance.home("platform"))
        let gtin = try GTIN(parsing: "04006381333931")
        try await brand.opened.report(
            [
                .right(JudgeParty.right),
                .registerProduct(
                    ProductRegistration(
                        code: .gtin(gtin), brand: "Verelle", serialisation: .serialised)),
            ], to: .alliance)
        let registry = try brand.opened.openRegistry()
        try registry.store([
            RegisteredItem(
                product: .gtin(gtin), serial: "A1",
                record: ItemRecord(state: .active, updatedAt: 1))
        ])
        try registry.close()
        let desk = try DeskOfParty(brand.opened)
        var complaint = JudgeParty.complaint([try JudgeParty.listing(1)])
        complaint.items = try ["A1", "B9"].map {
            ListedItem(
                listing: 0, item: try ItemIdentifiers(parsing: "(01)04006381333931(21)\($0)"))
        }
        let id = try await desk.file(complaint)

        let reader = try DeskOfParty(platform.opened)
        // In the background; the time limit ends a search for what never comes.
        var told: [AskedItem] = []
        while told.isEmpty || told.contains(where: { $0.told != .answered }) {
            try await Task.sleep(for: .milliseconds(20))
            let detail = try await reader.desk.complaint(id)
            guard let detail, let state = detail.reading.state else { continue }
            told = state.askedItems(detail.itemAnswers)
        }
        #expect(told.map(\.answer?.responder) == [brand.opened.member, brand.opened.member])
        #expect(
            told.map(\.answer?.judgement.reasons.first) == [.serialIssued, .serialUnknown])
        // Only the platform asks: the brand's desk says nothing of it.
        #expect(try await desk.desk.complaint(id)?.itemAnswers.isEmpty == true)
        try desk.close()
        try reader.close()
        await brand.stop()
        await platform.stop()
    }
}
