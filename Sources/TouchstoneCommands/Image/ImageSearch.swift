import AllianceNode
package import ArgumentParser
import AuditTrail
import ImageRecognition
import MergedView
import NodeAPI
import Statements

package struct ImageSearch: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find reported images that look like one, named by its file or its hash.",
        discussion: """
            An image is looked for as it is and also turned and mirrored, a hash as it is. Nothing is \
            shared or kept: the answer comes from this folder alone. Leaves with 1 when nothing is found.

            Example: touchstone image search photo.jpg
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var format: FormatOption
    @Argument(help: "A JPEG, PNG or WebP file, or a PDQ hash of 64 hexadecimal digits.")
    var image: String
    @Option(help: "How many of 256 bits may differ, at most \(PDQIndex.distanceMax).")
    var distance = PDQHash.distanceOfTheSame
    @Option(help: "Hits at most, the nearest first.") var limit = 50

    package init() {}

    package func validate() throws {
        guard (0...PDQIndex.distanceMax).contains(distance) else {
            throw ValidationError("--distance is between 0 and \(PDQIndex.distanceMax)")
        }
        guard limit > 0 else { throw ValidationError("--limit is 1 or more") }
    }

    package func run() throws {
        let asked: [(turn: ImageTurn, hash: PDQHash)]
        if let hash = PDQHash(parsing: image) {
            asked = [(.original, hash)]
        } else {
            let likeness = try NamedImage(image).likeness()
            if likeness.isDull {
                Output.remark(
                    "there is little in this image, so that others look like it by chance")
            }
            asked = likeness.asked
        }
        let node = try home.openForReports()
        let hits = try hits(asked, in: node)
        try home.recordLook(
            .search, by: "image search", of: [.image: asked[0].hash.description],
            results: hits.count, for: purpose.stated)
        let output = ImageHitsOutput(pdq: asked[0].hash.description, images: hits)
        switch format.format {
        case .json: try Output.write(json: output)
        case .table: print(output)
        }
        if hits.isEmpty { throw CommandExit.negative }
    }

    private func hits(
        _ asked: [(turn: ImageTurn, hash: PDQHash)], in node: OpenedNode
    ) throws -> [ImageHitsOutput.Hit] {
        let (scope, now) = (try node.witnessedScope(), node.clock.now())
        var hits: [ImageHitsOutput.Hit] = []
        for near in try KnownImages().near(asked, within: distance, in: node) {
            guard hits.count < limit else { break }
            let indicator = try Indicator(.imagePDQ, parsing: near.hash.description)
            let state = try node.view.state(
                of: indicator, in: node.channels, scope: scope, at: now)
            guard state.status.isKnown else { continue }
            hits.append(
                .init(
                    distance: near.distance, turn: near.turn.rawValue,
                    indicator: .init(state, linkedSellers: [])))
        }
        return hits
    }

    private func print(_ output: ImageHitsOutput) {
        var table = Table([
            "bits apart", "laid down", "reported image", "status", "reported by", "marks", "since",
        ])
        for hit in output.images {
            table.append([
                "\(hit.distance)", hit.turn, hit.indicator.value, hit.indicator.status,
                hit.indicator.members.joined(separator: ", "),
                hit.indicator.marks.joined(separator: ", "),
                String(hit.indicator.since?.prefix(10) ?? ""),
            ])
        }
        if table.isEmpty {
            Output.remark("no reported image looks like this one; that makes nothing genuine")
        } else {
            Output.write(table.text)
        }
    }
}

/// The JSON of `image search`.
struct ImageHitsOutput: VersionedOutput {
    struct Hit: Encodable {
        let distance: Int
        /// How the image that was asked with has to be turned for that.
        let turn: String
        let indicator: IndicatorsOutput.Indicator
    }

    let version = 1
    let pdq: String
    /// The nearest first.
    let images: [Hit]
}
