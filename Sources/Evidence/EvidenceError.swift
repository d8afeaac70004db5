package import AllianceNames
package import TransparencyLog

/// Why bytes are no evidence bundle, or none can be made.
package enum EvidenceError: Error, CustomStringConvertible {
    case tooLarge(bytesMax: Int)
    /// Not an archive of the one form; `offset` is of the block that is not.
    case archive(offset: Int, expected: String)
    case file(String, expected: String)
    case fileContent(String, String)
    case manifest(String)
    case tooMany(String, max: Int)
    /// What is read is printed otherwise: some byte has no meaning.
    case otherSpelling
    /// A log whose end the register names, and that is not held so far.
    case endNotHeld(LogOrigin, end: TreeSize, held: TreeSize)
    case doesNotHold(String)

    package var description: String {
        switch self {
        case .tooLarge(let bytesMax): "an evidence bundle has at most \(bytesMax) bytes"
        case .archive(let offset, let expected):
            "the archive has something else at byte \(offset), expected \(expected)"
        case .file(let found, let expected):
            "the archive has '\(found.prefix(120))' where \(expected) is due"
        case .fileContent(let path, let why): "\(path) is not what it should be: \(why)"
        case .manifest(let why): "the manifest is not what it should be: \(why)"
        case .tooMany(let things, let max):
            "an evidence bundle has at most \(max) \(things); make several"
        case .otherSpelling: "it is not in the one spelling that bundles have"
        case .endNotHeld(let origin, let end, let held):
            "the member register ends log \(origin) at \(end) entries, and \(held) are held here; wait until it is replicated"
        case .doesNotHold(let why): "the bundle that was made does not hold: \(why)"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .tooLarge: "bundle-too-large"
        case .archive: "bundle-archive"
        case .file: "bundle-file"
        case .fileContent: "bundle-content"
        case .manifest: "bundle-manifest"
        case .tooMany: "bundle-too-many"
        case .otherSpelling: "bundle-spelling"
        case .endNotHeld: "bundle-log-end"
        case .doesNotHold: "bundle-does-not-hold"
        }
    }
}
