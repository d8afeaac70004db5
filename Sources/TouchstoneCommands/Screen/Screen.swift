import AllianceNode
package import ArgumentParser
import AuditTrail
import Crypto
import Foundation
import JSON
import NodeAPI
import Screening
import TransparencyLog

package struct Screen: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        abstract: "Look offers through for marks, reported identifiers and images, linked sellers.",
        discussion: """
            Reads offers line by line, each a JSON object: {"marketplace", "listing", "title", \
            "description", "seller", "sellerName", "url", "price": {"amount", "currency"}, "quantity", \
            "images": [{"pdq"} | {"file"}], "gtin", "serial", "identifiers": [{"type", "value"}]}; only the \
            first three must be there. Prints one line for each that somebody should look at, as they come; \
            with --limit those by which most is at stake, the worst first. The last line is about all. \
            Nothing is shared or kept. Leaves with 1 when nothing is proposed, with 2 where a line could \
            not be read; the others are looked at all the same.

            Example: touchstone screen --input offers.ndjson --limit 50 --format json
            """)

    private static let chunkBytes = 64 * 1024
    static let limitMax = 100_000

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @Option(help: "The offers, one a line; standard input where it is not given.") var input = "-"
    @Option(help: "So many proposals at most, the worst first; without it all, as they come.")
    var limit: Int?
    @Option(
        help: ArgumentHelp(
            "Where the images are that the offers name as files.", valueName: "dir"),
        completion: .directory)
    var images: String?
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        if let limit, !(1...Self.limitMax).contains(limit) {
            throw ValidationError("--limit is between 1 and \(Self.limitMax)")
        }
    }

    package func run() async throws {
        let handle = try InputFile.open(input)
        let node = try home.openForReports()
        let number = RequestNumber.random()
        // Proposals are told as they come, and what came of it stands beside this.
        try home.recordLook(.checkList, by: "screen", for: purpose.stated, request: number)
        let screener = try node.listingScreener(calls: .concurrent(label: "screening"))
        var offers = OfferLines(input: input, images: images)
        var printing = ProposalPrinting(format: format.format, limit: limit)
        let progress = ProgressLine()
        var digest = SHA256()
        var isAtEnd = false
        while !isAtEnd {
            if let data = try handle.read(upToCount: Self.chunkBytes), !data.isEmpty {
                digest.update(data: data)
                offers.read([UInt8](data))
            } else {
                isAtEnd = true
                offers.finish()
            }
            guard isAtEnd || offers.isBatchFull else { continue }
            let batch = offers.takeBatch()
            let proposals = try await screener.screen(batch.map(\.listing))
            for (offer, proposal) in zip(batch, proposals) {
                if let proposal { printing.take(.init(line: offer.line, proposal)) }
            }
            progress.show("\(offers.count) offers read, \(printing.proposed) proposed")
        }
        progress.end()
        try home.recordLook(
            .checkList, by: "screen",
            of: [
                .listings: "\(offers.count)", .refused: "\(offers.refused)",
                .proposed: "\(printing.proposed)", .sha256: Hex.encode(digest.finalize()),
            ], results: min(printing.proposed, limit ?? .max), for: purpose.stated, request: number)
        printing.finish(offers, marks: screener.marks)
        guard offers.refused == 0 else {
            throw CommandError(
                "\(Plural.text(offers.refused, "line")) of \(InputFile.name(input)) could not be read; see above"
            )
        }
        if printing.proposed == 0 { throw CommandExit.negative }
    }
}
