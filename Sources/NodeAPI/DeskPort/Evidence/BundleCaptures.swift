import AuditTrail
import Casework
import Evidence
import Peering
import Roster
import SignIn
import TransparencyLog

/// Files of cases that an address names as what travels beside an evidence bundle: `capture=<case>/<item>`, each once.
struct BundleCaptures: Hashable, Sendable {
    static let field = "capture"
    /// As often as a parameter stands for programs.
    static let filesMax = RESTQuery.valuesMax
    static let pattern = "^[0-9a-f]{32}/[0-9a-f]{32}$"

    struct Place: Hashable, Comparable, Sendable, CustomStringConvertible {
        let folder: CaseworkID
        let item: CaseworkID

        var description: String { "\(folder)/\(item)" }

        static func < (left: Self, right: Self) -> Bool {
            (left.folder, left.item) < (right.folder, right.item)
        }
    }

    let places: Set<Place>

    /// - Throws: status 400 for what names no file of a case, or too many.
    init(_ target: RequestTarget) throws(PeerProblem) {
        var places: Set<Place> = []
        for parameter in target.parameters where parameter.name == Self.field {
            let sides = parameter.value.split(separator: "/", omittingEmptySubsequences: false)
            guard sides.count == 2, let folder = CaseworkID(sides[0]),
                let item = CaseworkID(sides[1])
            else {
                throw Self.malformed("A file of a case is named as 'capture=<case>/<entry>'.")
            }
            places.insert(Place(folder: folder, item: item))
        }
        guard places.count <= Self.filesMax else {
            throw Self.malformed("At most \(Self.filesMax) files travel beside a bundle.")
        }
        self.places = places
    }

    /// For the record of the bundle: with other files beside it, it is another one.
    var details: [AuditDetail: String] {
        places.isEmpty
            ? [:] : [.captures: places.sorted().map(\.description).joined(separator: " ")]
    }

    /// As the bundle names them: who put each into its case, and when. Files of the same bytes are one, and of a name that
    /// is longer than a bundle takes the beginning stands there.
    ///
    /// - Parameter cases: nil at a desk that keeps none.
    /// - Throws: status 403 for who is no person, `CaseworkError.notThere` for a file that is not there, or is in a case
    ///   that the person may not see.
    func captures(
        of cases: (any DeskCases)?, for request: DeskRequest
    ) async throws -> [Capture] {
        guard !places.isEmpty else { return [] }
        let colleague = try request.colleague()
        guard let cases else { throw CaseworkError.notThere }
        var captures: [Digest: Capture] = [:]
        for place in places.sorted() {
            // With its bytes, which are held against the digest.
            let (item, _) = try await cases.file(place.item, of: place.folder, for: colleague)
            guard case .file(let name, let sha256, let byteCount) = item.body else {
                throw CaseworkError.notThere
            }
            guard captures[sha256] == nil else { continue }
            captures[sha256] = try Capture(
                digest: sha256, byteCount: UInt64(byteCount),
                mediaType: Capture.mediaType(ofFile: name), name: Capture.name(fitting: name),
                by: item.addedBy.rawValue,
                at: UTCTimestamp(millisecondsSince1970: item.addedAt))
        }
        return captures.values.sorted { $0.digest < $1.digest }
    }

    private static func malformed(_ detail: String) -> PeerProblem {
        PeerProblem(status: 400, keyword: "query", detail: detail)
    }
}
