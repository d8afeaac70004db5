import AllianceNames
import AllianceNode
import Complaints
import Foundation
import MarkRecognition
import MergedView
import Replication
import Roster
import SQLiteStore
import Screening
import Statements
import TransparencyLog

/// Complaints judged in process, of one listing and of 300: checks, mark, what members say of the seller and of linked
/// ones, score and lane. Neither what looks listings up at a marketplace nor what signs.
enum ComplaintsJudge {
    static let name = "complaints.judge"
    private static let single = 1_000
    private static let whole = 10

    static func run(_ bench: Workbench) async throws -> Figure {
        let alliance = try BenchAlliance(
            in: bench.room("judging"),
            [.init(member: "author"), .init(member: "platform", roles: [.platform])])
        let author = try OpenedNode(alliance.home("author"))
        var load = ScreeningLoad(indicators: bench.entries)
        try await ScreeningRate.report(load, bench.entries, at: author)
        let platform = try OpenedNode(alliance.home("platform"))
        try carry(author.writer.origin(in: .alliance), from: author, to: platform)
        try author.close()
        try platform.merger.catchUp()
        try platform.view.warmUp()

        let mark = try mark(at: platform)
        let offers = try offers(&load, single + whole * Complaint.listingsMax, of: mark)
        let register = InMemoryComplaintRegister(
            parties: { CaseParties(platforms: [platform.member]) }, read: { [] })
        let judge = ComplaintJudge(
            node: platform, register: register, facts: NoFacts(), calls: .serial(label: "judging"))
        func judged(_ offers: ArraySlice<Offer>) throws {
            let state = try state(of: offers, right: mark.key, at: platform)
            let facts = FilingFacts(
                right: mark, authority: .owner,
                listings: offers.map { ListingFacts(capture: $0.capture) },
                now: platform.clock.now())
            let lanes = try judge.lanes(
                of: state, facts, Array(repeating: GoodsFacts(), count: offers.count))
            guard lanes.count == offers.count else {
                throw BenchmarkFailure("\(lanes.count) of \(offers.count) listings are judged")
            }
        }
        // Marks are compiled with the first text.
        try judged(offers[..<1])
        let ones = try await Measured.of {
            var latencies = Latencies()
            for place in 0..<single {
                try await latencies.time { try judged(offers[place...place]) }
            }
            return latencies
        }
        let wholes = try await Measured.of {
            var latencies = Latencies()
            for number in 0..<whole {
                let start = single + number * Complaint.listingsMax
                try await latencies.time {
                    try judged(offers[start..<start + Complaint.listingsMax])
                }
            }
            return latencies
        }
        var titles = Latencies()
        let marks = try platform.markRegister()
        for offer in offers[..<single] {
            _ = await titles.time { marks.hits(in: offer.capture.title, context: .title) }
        }
        try platform.close()
        return Figure(
            name: name, value: ones.result.p99, unit: "ms",
            limit: "the title alone looked through for marks", limitValue: titles.p99,
            cpuSeconds: ones.cpuSeconds + wholes.cpuSeconds,
            peakMemoryBytes: max(ones.peakMemoryBytes, wholes.peakMemoryBytes),
            remarks: [
                "one listing: " + ones.result.remark,
                "\(Complaint.listingsMax) listings: " + wholes.result.remark,
                "\(marks.marks.count) marks, \(bench.entries) reported identifiers; no decisions before",
            ])
    }

    private struct Offer {
        let listing: Indicator
        let capture: ListingCapture
    }

    private struct NoFacts: FilingFactsReading {
        func facts(
            of complaint: Complaint, in channel: ChannelID, filed: EntryReference?
        ) throws -> FilingFacts {
            throw BenchmarkFailure("facts are given, and not looked up")
        }
    }

    private static func mark(at node: OpenedNode) throws -> Right {
        guard let first = try node.markRegister().marks.first else {
            throw BenchmarkFailure("no marks are stated")
        }
        let parts = first.registrations[0].split(separator: "/").map(String.init)
        return Right(
            kind: .trademark, office: parts[0], registrationNumber: parts[1],
            title: first.mark.name, jurisdictions: ["EM"], niceClasses: first.mark.classes)
    }

    /// As the screening sees them, half of them with the mark in the title.
    private static func offers(
        _ load: inout ScreeningLoad, _ count: Int, of mark: Right
    ) throws -> [Offer] {
        try load.lines(count).enumerated().map { number, line in
            let listing = try ListingLine(parsing: line).listing()
            let title = number % 2 == 0 ? "\(mark.title) \(listing.title)" : listing.title
            return Offer(
                listing: try Indicator(.listing, parsing: "bazario:\(number)"),
                capture: ListingCapture(
                    title: title, priceMinorUnits: 4_990, currency: "EUR",
                    seller: listing.identifiers.first { $0.type == .sellerAccount },
                    capturedAt: 1, niceClasses: [18], countries: ["DE"]))
        }
    }

    private static func state(
        of offers: ArraySlice<Offer>, right key: String, at node: OpenedNode
    ) throws -> CaseState {
        let id = EntryReference(origin: node.writer.origin(in: .alliance), index: 0)
        let parts = key.split(separator: "/").map(String.init)
        var events = CaseEvents(of: id)
        events.insert(
            .complaint(
                Complaint(
                    right: .init(office: parts[0], number: parts[1]), ground: .markInListing,
                    listings: offers.map(\.listing), goodFaithStatement: "In good faith.",
                    declaredBy: "A. Author", hostedAccount: "author")), at: id,
            time: .witnessed(node.clock.now()))
        guard let state = events.reading(CaseParties(platforms: [node.member])).state else {
            throw BenchmarkFailure("the complaint does not stand")
        }
        return state
    }

    /// As a follower would, without a network.
    private static func carry(
        _ origin: LogOrigin, from author: OpenedNode, to reader: OpenedNode
    ) throws {
        guard let served = try author.logs.state(of: origin)?.served,
            let key = author.roster.logKey(for: origin)
        else { throw BenchmarkFailure("nothing was signed") }
        var start: EntryIndex = 0
        while start < served.size {
            var slices: [BundleSlice] = []
            var next = start
            while slices.count < 64, next < served.size,
                let slice = try StoredEntries(author.logs).slice(of: origin, from: next)
            {
                slices.append(
                    BundleSlice(
                        bundle: next >> 8, offset: Int(next & 255), count: slice.count,
                        entries: slice.entries, payloads: slice.payloads,
                        leafHashes: EntryBundle.leafHashes(
                            of: slice.entries,
                            ranges: try EntryBundle.parse(slice.entries, count: slice.count))))
                next += UInt64(slice.count)
            }
            guard next > start else { throw BenchmarkFailure("the log ends early") }
            try reader.logs.admit(AdmittedEntries(origin: origin, start: start, slices: slices))
            start = next
        }
        try reader.logs.believe(
            SignedCheckpoint(parsing: served.noteText).verified(by: key), for: origin)
    }
}
