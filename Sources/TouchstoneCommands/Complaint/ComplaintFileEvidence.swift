package import ArgumentParser
import JSON
import NodeAPI
import TransparencyLog

package struct ComplaintFileEvidence: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "file-evidence",
        abstract: "Keep a file that a complaint or an answer will name.",
        discussion: """
            What it is its first bytes say. 'complaint file --evidence role=path' does the same on its way.

            Example: touchstone complaint file-evidence report.pdf
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The file; - for standard input.", completion: .file()) var file: String
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() async throws {
        let bytes = try EvidenceOption.read(file)
        let (_, desk) = try home.openComplaints()
        let kept = try await desk.keep(bytes)
        switch format.format {
        case .json:
            ComplaintOutput.write(json: [
                "sha256": .string(kept.digest.hex), "mediaType": .string(kept.mediaType),
                "bytes": .integer(kept.byteCount),
            ])
        case .table:
            Output.write("\(kept.digest.hex)  \(kept.mediaType)  \(kept.byteCount) bytes")
        }
    }
}
