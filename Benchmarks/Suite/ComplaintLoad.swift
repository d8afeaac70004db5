import AllianceNames
import Complaints
import Foundation
import SQLiteStore
import Statements

/// A million complaints of two years in a platform's register, written as a node writes them: statements taken up log by
/// log, each case read from them and its rows made of its state.
final class ComplaintLoad: Sendable {
    static let brands = 40
    static let days: UInt64 = 730
    static let now = start + days * CaseRules.dayMilliseconds
    private static let start: UInt64 = 1_730_419_200_000
    private static let marketplaces = ["taobao", "tmall", "lazada", "daraz", "aliexpress"]
    private static let platform = MemberID(unchecked: "platform")
    /// Complaints whose statements are taken up in one transaction.
    private static let batch = 500

    let store: SQLiteComplaintStore
    let channels: Set<ChannelID>
    let bytes: Int
    let seconds: Double

    init(in folder: URL, complaints: Int) throws {
        let path = folder.appending(path: "complaints.sqlite").path()
        let store = try SQLiteComplaintStore(path: path)
        let channels = (0..<Self.brands).map { ChannelID(unchecked: "desk-b\($0)") }
        var sizes: [LogOrigin: UInt64] = [:]
        var standings: [LogOrigin: (counted: UInt64, isPlatform: Bool)] = [:]
        for channel in channels {
            for isPlatform in [false, true] {
                standings[try Self.log(channel, isPlatform)] = (.max, isPlatform)
            }
        }
        try store.settle(standings)
        let begin = ContinuousClock.now
        for first in stride(from: 0, to: complaints, by: Self.batch) {
            // A batch is one brand's, as a log is.
            let channel = channels[(first / Self.batch) % channels.count]
            let (brand, platform) = (
                try Self.log(channel, false), try Self.log(channel, true)
            )
            var said: [LogOrigin: [TakenStatement]] = [brand: [], platform: []]
            func say(_ statement: ComplaintStatement, _ log: LogOrigin, _ time: UInt64) -> UInt64 {
                let index = (sizes[log] ?? 0) + UInt64(said[log]?.count ?? 0)
                said[log]?.append(
                    TakenStatement(index: index, said: statement, time: .witnessed(time)))
                return index
            }
            for number in first..<min(first + Self.batch, complaints) {
                let filed =
                    Self.start + UInt64(number) * Self.days * CaseRules.dayMilliseconds
                    / UInt64(complaints)
                let seconds = filed / 1_000 * 1_000
                let index = say(
                    .complaint(try Self.complaint(number)), brand, seconds)
                let id = EntryReference(origin: brand, index: index)
                for statement in Self.answers(to: id, number, seconds) {
                    guard statement.time <= Self.now else { continue }
                    _ = say(statement.said, platform, statement.time)
                }
            }
            for (log, statements) in said where !statements.isEmpty {
                let from = sizes[log] ?? 0
                let end = from + UInt64(statements.count)
                try store.take(statements, of: log, in: from..<end)
                sizes[log] = end
            }
            while try !store.refresh().isEmpty {}
        }
        _ = try store.scrub()
        self.store = store
        self.channels = Set(channels)
        seconds = (ContinuousClock.now - begin).inSeconds
        bytes = Int(
            (try FileManager.default.attributesOfItem(atPath: path)[.size] as? UInt64) ?? 0)
    }

    func close() throws { try store.close() }

    private static func log(_ channel: ChannelID, _ isPlatform: Bool) throws -> LogOrigin {
        let member = isPlatform ? platform.rawValue : String(channel.rawValue.dropFirst(5))
        return try LogOrigin(parsing: "bench.example/\(channel)/\(member)/e1")
    }

    static func right(_ number: Int) -> String { "0180\(10_000 + number % 17)" }

    private static func complaint(_ number: Int) throws -> Complaint {
        // One to five listings, and mostly of one marketplace.
        let listings = try (0..<(1 + number % 5)).map { place in
            let marketplace =
                marketplaces[(number / 3 + (number % 11 == 0 ? place : 0)) % marketplaces.count]
            return try Indicator(.listing, parsing: "\(marketplace):\(number * 5 + place)")
        }
        return Complaint(
            right: .init(office: "EM", number: right(number)),
            ground: Complaint.Ground.allCases[number / 7 % Complaint.Ground.allCases.count],
            listings: listings, goodFaithStatement: "We believe so in good faith.",
            declaredBy: "A. Aurum")
    }

    /// Nine of ten are decided, mostly within a day; some are returned, some objected to, the newest are open.
    private static func answers(
        to id: EntryReference, _ number: Int, _ filed: UInt64
    ) -> [(said: ComplaintStatement, time: UInt64)] {
        let hours = CaseRules.hourMilliseconds
        let places = Array(0..<(1 + number % 5))
        // Steps that have no common divisor with the numbers above.
        let decidedAt = filed + UInt64(number % 1_439 + 1) * (hours / 60)
        guard number % 40 != 0 else { return [] }
        let verdict: ComplaintDecision.Verdict =
            number % 29 == 0 ? .return : number % 5 == 0 ? .refuse : .takeDown
        let decision = ComplaintStatement.decision(
            ComplaintDecision(
                of: id,
                parts: [
                    .init(
                        listings: places, verdict: verdict, reasons: ["clear", "mark-seen"])
                ], maker: number % 3 == 0 ? .person("reviewer-\(number % 20)") : .automatic))
        var said = [(decision, decidedAt)]
        if verdict == .takeDown, number % 31 == 0 {
            said.append(
                (
                    .counterNotice(
                        CounterNotice(
                            to: id, listings: [0], reason: .genuineGoods, text: "they are real",
                            goodFaithStatement: "I believe so.")), decidedAt + 30 * hours
                ))
        }
        return said
    }
}
