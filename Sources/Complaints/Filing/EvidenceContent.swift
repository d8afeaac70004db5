package import Statements
import TransparencyLog

/// Whether a file that was fetched is the one that a statement names, and looks like what it says that it
/// is. It is kept and handed out as bytes all the same, and never shown where something would run it.
package enum EvidenceContent {
    package enum Fault: String, CaseIterable, Error, Sendable {
        case length, digest
        /// The first bytes are those of something else.
        case type
    }

    package static func fault(of bytes: [UInt8], named file: EvidenceFile) -> Fault? {
        guard UInt64(bytes.count) == file.byteCount else { return .length }
        guard Digest.sha256(bytes) == file.digest else { return .digest }
        return looksLike(file.mediaType, bytes) ? nil : .type
    }

    /// What a file is by its first bytes, as narrowly as these tell; nil for what nobody takes.
    package static func mediaType(of bytes: [UInt8]) -> String? {
        // In this order a table is taken for text, which it is: only its author knows more.
        let order = [
            "image/jpeg", "image/png", "image/webp", "application/pdf", "video/mp4",
            "application/json", "text/plain",
        ]
        return order.first { looksLike($0, bytes) }
    }

    private static func looksLike(_ mediaType: String, _ bytes: [UInt8]) -> Bool {
        switch mediaType {
        case "image/jpeg": bytes.starts(with: [0xff, 0xd8, 0xff])
        case "image/png": bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
        case "image/webp":
            bytes.starts(with: "RIFF".utf8) && bytes.dropFirst(8).starts(with: "WEBP".utf8)
        case "application/pdf": bytes.starts(with: "%PDF-".utf8)
        case "video/mp4": bytes.dropFirst(4).starts(with: "ftyp".utf8)
        case "application/json": isText(bytes) && [0x7b, 0x5b].contains(bytes.first { $0 > 0x20 })
        case "text/csv", "text/plain": isText(bytes)
        default: false
        }
    }

    /// UTF-8 without control characters other than tabs and ends of lines.
    private static func isText(_ bytes: [UInt8]) -> Bool {
        bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7f || [0x09, 0x0a, 0x0d].contains($0) }
            && String(validating: bytes, as: UTF8.self) != nil
    }
}
