import Peering
package import Statements
import TransparencyLog

/// Files of evidence in a form: those that came with it before, and those that come now.
package struct EvidenceField: Sendable {
    /// New ones in a form.
    package static let uploadsMax = 4

    package struct Upload: Sendable {
        package let role: EvidenceFile.Role
        package let title: String
        package let bytes: [UInt8]
    }

    package let kept: [EvidenceFile]
    package let uploads: [Upload]

    /// - Throws: status 400 for what no form of ours sends, 413 for too much.
    init(_ fields: MultipartFields) throws(PeerProblem) {
        var kept: [EvidenceFile] = []
        for place in 0..<EvidenceFile.filesMax {
            guard let text = fields.text("kept\(place)") else { continue }
            guard let file = Self.file(text) else { throw Self.wrong }
            kept.append(file)
        }
        var uploads: [Upload] = []
        for place in 0..<Self.uploadsMax {
            guard let bytes = fields.bytes("file\(place)") else { continue }
            guard let role = EvidenceFile.Role(name: fields.text("role\(place)") ?? "") else {
                throw Self.wrong
            }
            let title = ComplaintForm.line(
                fields.text("title\(place)"), StatementLimits.nameBytesMax)
            guard UInt64(bytes.count) <= EvidenceFile.fileBytesMax else { throw Self.tooLarge }
            uploads.append(Upload(role: role, title: title, bytes: bytes))
        }
        guard kept.count + uploads.count <= EvidenceFile.filesMax else { throw Self.tooMany }
        self.kept = kept
        self.uploads = uploads
    }

    // MARK: As the form carries them along

    /// Role, type, bytes, digest and title with spaces between, of which only the title may have some.
    package static func text(_ file: EvidenceFile) -> String {
        "\(file.role.name) \(file.mediaType) \(file.byteCount) \(file.digest.hex) \(file.title)"
    }

    package static func file(_ text: String) -> EvidenceFile? {
        let parts = text.unicodeScalars
            .split(separator: " ", maxSplits: 4, omittingEmptySubsequences: false)
            .map { String($0) }
        guard parts.count == 5, let role = EvidenceFile.Role(name: parts[0]),
            EvidenceFile.mediaTypes.contains(parts[1]),
            let count = Decimal.decode(Array(parts[2].utf8)), count > 0,
            count <= EvidenceFile.fileBytesMax, let digest = Digest(hex: parts[3]),
            parts[4].utf8.count <= StatementLimits.nameBytesMax
        else { return nil }
        return EvidenceFile(
            digest: digest, mediaType: parts[1], byteCount: count, role: role,
            title: parts[4])
    }

    private static let wrong = PeerProblem(
        status: 400, keyword: "evidence", detail: "A file of the form has no kind that is known.")
    private static let tooLarge = PeerProblem(
        status: 413, keyword: "evidence-large",
        detail: "A file of evidence has at most \(EvidenceFile.fileBytesMax >> 20) MiB.")
    private static let tooMany = PeerProblem(
        status: 400, keyword: "evidence",
        detail: "A statement has at most \(EvidenceFile.filesMax) files.")
}
