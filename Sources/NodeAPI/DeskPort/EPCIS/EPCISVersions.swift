import EPCIS
package import Peering

/// Which versions and forms of EPCIS are spoken here, told in header fields and held against what a
/// caller asks for.
///
/// Source: EPCIS 2.0, section 12.4 (content negotiation), and its OpenAPI description
/// (`204DefaultDiscoveryResponse`, `204CaptureEndpointDiscovery`).
package enum EPCISVersions {
    /// Of EPCIS and of the Core Business Vocabulary.
    static let version = "2.0.0"
    private static let parts = [2, 0, 0]
    private static let format = "Always_GS1_Digital_Link"
    private static let standards = ["epcis": "GS1-EPCIS", "cbv": "GS1-CBV"]

    /// What every answer carries.
    static let headers: [DeskRequest.Header] = [
        .init("gs1-epcis-version", version), .init("gs1-epcis-min", version),
        .init("gs1-epcis-max", version), .init("gs1-cbv-version", version),
        .init("gs1-cbv-min", version), .init("gs1-cbv-max", version),
        .init("gs1-epc-format", format),
        // The one vocabulary beside the core that is understood: the country of a read point.
        .init("gs1-extensions", "gs1=https://gs1.org/voc/"),
    ]

    /// What a capture may be, and what is done where a part of it is wrong.
    static let captureHeaders: [DeskRequest.Header] = [
        .init("gs1-epcis-capture-limit", "\(ScanCapture.eventsMax)"),
        .init("gs1-epcis-capture-file-size-limit", "\(ScanCapture.bytesMax)"),
        .init("gs1-capture-error-behaviour", CaptureJob.ErrorBehaviour.rollback.rawValue),
    ]

    /// - Throws: status 406 for a caller who speaks no version that is spoken here; 400 for what is no
    ///   version.
    package static func admit(_ request: DeskRequest) throws(PeerProblem) {
        for standard in standards.keys.sorted() {
            let name = standards[standard] ?? ""
            let asked = try parts("\(name)-Version", request)
            let least = try parts("\(name)-Min", request)
            let most = try parts("\(name)-Max", request)
            let isSpoken = asked.map { Array($0.prefix(2)) == Array(parts.prefix(2)) } ?? true
            guard isSpoken, least.map({ !precedes(parts, $0) }) ?? true,
                most.map({ !precedes($0, parts) }) ?? true
            else {
                throw PeerProblem(
                    status: 406, keyword: "\(standard)-version",
                    detail: "This node speaks 2.0; ask with \(name)-Version: \(version).")
            }
        }
    }

    /// - Throws: status 406 for a form of numbers that answers do not have.
    static func admitFormat(_ request: DeskRequest) throws(PeerProblem) {
        let asked = request.header("gs1-epc-format") ?? format
        guard asked == format || asked == "No_Preference" else {
            throw PeerProblem(
                status: 406, keyword: "epc-format",
                detail: "Numbers are given as GS1 Digital Links: GS1-EPC-Format: \(format).")
        }
    }

    /// The three numbers of a version, missing ones as 0 (`2.0` is `2.0.0`); nil without the header.
    private static func parts(
        _ header: String, _ request: DeskRequest
    ) throws(PeerProblem) -> [Int]? {
        guard let text = request.header(header.lowercased()) else { return nil }
        let texts = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = texts.compactMap { text in
            text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
        }
        guard (1...3).contains(texts.count), numbers.count == texts.count else {
            throw PeerProblem(
                status: 400, keyword: "version",
                detail: "\(header) is a version such as \(version).")
        }
        return numbers + Array(repeating: 0, count: 3 - numbers.count)
    }

    private static func precedes(_ left: [Int], _ right: [Int]) -> Bool {
        left.lexicographicallyPrecedes(right)
    }
}
