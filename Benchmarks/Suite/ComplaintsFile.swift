import AllianceNames
import AllianceNode
import Complaints
import Credentials
import Foundation
import Marketplaces
import NodeAPI
import Roster
import SQLiteStore
import Statements

/// Complaints of 300 listings filed at a desk, in process: each with all checks at filing, what the marketplace shows of
/// each listing read from its folder, the complaint signed and durable. At the platform, where a marketplace is at
/// hand, and at a brand's node, which has none.
enum ComplaintsFile {
    static let name = "complaints.file"
    /// In milliseconds.
    private static let wanted = 1_000.0
    private static let calls = 20
    private static let mark = "Verelle"

    static func run(_ bench: Workbench) async throws -> Figure {
        let folder = try bench.room("filing")
        let alliance = try BenchAlliance(
            in: folder, [.init(member: "brand"), .init(member: "platform", roles: [.platform])]
        ) { draft in
            for name in ["brand", "platform"] {
                let channel = try ChannelID(parsing: "desk-\(name)")
                draft.openChannel(channel, marking: .amber)
                for seated in Set([name, "platform"]).sorted() {
                    try draft.seat(MemberID(parsing: seated), in: channel)
                }
            }
        }
        let shop = folder.appending(path: "bazario").path()
        try DurableFile.makeFolder(shop)
        let listings = calls * Complaint.listingsMax
        try show(listings, in: shop)
        let atPlatform = try await measure(
            alliance.home("platform"), "platform",
            marketplaces: [
                FolderMarketplace(
                    ["bazario"], path: shop, calls: .concurrent(label: "bazario"))
            ])
        let atBrand = try await measure(alliance.home("brand"), "brand", marketplaces: [])
        return Figure(
            name: name, value: atPlatform.result.quantile(1), unit: "ms",
            limit: "wanted of each", limitValue: wanted, cpuSeconds: atPlatform.cpuSeconds,
            peakMemoryBytes: atPlatform.peakMemoryBytes,
            remarks: [
                "\(Complaint.listingsMax) listings at the platform, worst; "
                    + atPlatform.result.remark,
                "at a brand's node: " + atBrand.result.remark,
            ])
    }

    private static func measure(
        _ home: HomeFolder, _ name: String, marketplaces: [any MarketplaceAdapter]
    ) async throws -> Measured<Latencies> {
        let node = try OpenedNode(home)
        try await node.report(
            [
                .right(
                    Right(
                        kind: .trademark, office: "EM", registrationNumber: "018012345",
                        title: mark, jurisdictions: ["EM"], niceClasses: [18]))
            ], to: .alliance)
        let complaints = try node.complaints(node.complaintKeeper(), marketplaces: marketplaces)
        let keys = try SQLiteRequestKeys(path: home.requestDatabase)
        let desk = node.complaintDesk(
            complaints,
            signing: ReportDesk(node: node, keys: keys, calls: .concurrent(label: "filing")))
        let channel = try ChannelID(parsing: "desk-\(name)")
        let isPlatform = !marketplaces.isEmpty
        let measured = try await Measured.of {
            var latencies = Latencies()
            for number in 0..<calls {
                let first = number * Complaint.listingsMax
                let complaint = Complaint(
                    right: .init(office: "EM", number: "018012345"), ground: .markInListing,
                    listings: try (first..<first + Complaint.listingsMax).map(listing),
                    goodFaithStatement: Complaint.goodFaithDeclaration, declaredBy: "V. Erelle",
                    isFromScreening: isPlatform)
                let outcome = try await latencies.time {
                    try await desk.file(complaint, in: channel, for: nil)
                }
                guard case .answered(.signed) = outcome else {
                    throw BenchmarkFailure("a complaint was not filed: \(outcome)")
                }
            }
            return latencies
        }
        try complaints.shelf.close()
        try keys.close()
        try node.close()
        return measured
    }

    private static func listing(_ number: Int) throws -> Indicator {
        try Indicator(.listing, parsing: "bazario:\(number)")
    }

    /// As a marketplace writes it.
    private static func show(_ count: Int, in folder: String) throws {
        try DurableFile.makeFolder("\(folder)/listings")
        for number in 0..<count {
            let name = ListingName.fileName(try listing(number))
            let text = """
                {"marketplace":"bazario","listing":"\(number)","title":"\(mark) leather bag no. \(number), worn once",\
                "price":{"minorUnits":4990,"currency":"EUR"},"seller":"store\(number / 7)",\
                "capturedAt":"2026-11-27T08:00:00Z","niceClasses":[18],"countries":["DE"],"quantity":40}
                """
            try Data(text.utf8).write(to: URL(filePath: "\(folder)/listings/\(name)"))
        }
    }
}
