import JSON
package import Screening

/// Reads a list of listings line by line, and keeps of it the worst proposals, and what could not be read. It holds a
/// batch and the answer, never the list.
package struct ScreeningList {
    package static let mediaType = ReportImport.mediaType
    /// Of one request.
    package static let bytesMax = 64 * 1024 * 1024
    package static let linesMax = 100_000
    /// Lines that are refused before the rest is not looked at any more: a list of another kind.
    package static let refusedMax = 10_000
    /// Looked at together.
    package static let batchListings = 1_000
    /// Proposals that are told: by whoever says nothing, and at most.
    package static let limit = 1_000
    package static let limitMax = 5_000
    /// At one time, at a desk.
    package static let atOnceMax = 2

    /// Why the rest of a list was not looked at.
    package enum Stop: String, Sendable {
        case lines, refusals, bytes
    }

    package struct Refusal: Equatable, Sendable {
        package let line: Int
        package let error: ListingError
    }

    private var lines = NDJSONLines()
    private var batch: [(line: Int, listing: Listing)] = []
    private var ranking: ProposalRanking
    package private(set) var refused: [Refusal] = []
    package private(set) var stop: Stop?
    /// Lines that were looked at.
    package private(set) var count = 0

    package init(limit: Int = Self.limit) { ranking = ProposalRanking(limit: limit) }

    /// - Returns: whether the batch is to be looked at now.
    package mutating func read(_ bytes: [UInt8]) -> Bool {
        var lines = lines
        lines.read(bytes) { take($0) }
        self.lines = lines
        return batch.count >= Self.batchListings
    }

    package mutating func finish() {
        var lines = lines
        lines.finish { take($0) }
        self.lines = lines
    }

    /// The list goes on beyond what one request may have.
    package mutating func stop(_ reason: Stop) { if stop == nil { stop = reason } }

    private mutating func take(_ line: NDJSONLines.Line) {
        guard stop == nil else { return }
        guard count < Self.linesMax else { return stop(.lines) }
        count += 1
        do throws(ListingError) {
            guard let bytes = line.bytes else {
                throw .lineLength(bytesMax: NDJSONLines.lineBytesMax)
            }
            batch.append((line.number, try ListingLine(parsing: bytes).listing()))
        } catch {
            refused.append(Refusal(line: line.number, error: error))
            if refused.count >= Self.refusedMax { stop(.refusals) }
        }
    }

    /// Looks at what was read since the last time.
    package mutating func screen(by screener: any ListingScreener) async throws {
        guard !batch.isEmpty else { return }
        let taken = batch
        batch = []
        let proposals = try await screener.screen(taken.map(\.listing))
        for (one, proposal) in zip(taken, proposals) {
            if let proposal { ranking.add(.init(line: one.line, proposal)) }
        }
    }

    /// The worst first.
    package var ranked: [ProposalRanking.Ranked] { ranking.ranked }
    /// With those that are not told.
    package var proposed: Int { ranking.count }

    /// Proposals by expected harm, then what was refused by line, then a line for all.
    func answer(marks: Int) -> [UInt8] {
        let ranked = ranked
        var bytes: [UInt8] = []
        func append(_ value: JSONValue) {
            bytes += value.compactBytes
            bytes.append(UInt8(ascii: "\n"))
        }
        for one in ranked {
            guard case .object(var members) = one.proposal.json else { continue }
            members["line"] = .integer(UInt64(one.line))
            append(.object(members))
        }
        for refusal in refused {
            append(
                .members([
                    ("line", .integer(UInt64(refusal.line))),
                    ("refused", .string(refusal.error.keyword)),
                    ("detail", .string("\(refusal.error)")),
                ]))
        }
        append(
            .members([
                ("listings", .integer(UInt64(count))), ("proposed", .integer(UInt64(proposed))),
                ("told", .integer(UInt64(ranked.count))),
                ("refused", .integer(UInt64(refused.count))), ("marks", .integer(UInt64(marks))),
                ("table", .integer(UInt64(HarmTable.version))), ("complete", .bool(stop == nil)),
                ("stopped", (stop?.rawValue).map { .string($0) }),
            ]))
        return bytes
    }
}
