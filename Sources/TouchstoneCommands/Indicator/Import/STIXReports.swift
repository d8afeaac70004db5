import STIX
import Statements

/// A STIX 2.1 bundle, one object at a time. What its objects leave open is as the options say.
struct STIXReports: ReportReader {
    private var reader: STIXBundleReader

    init(report: ReportOptions) throws {
        // Of any identifier, to take over what the options say.
        let template = try report.assertion(of: Indicator(.domain, parsing: "template.example"))
        reader = STIXBundleReader(
            defaults: STIXImportDefaults(
                basis: template.basis, confidence: template.confidence, tlp: template.tlp,
                marks: template.marks))
    }

    mutating func read(_ chunk: [UInt8], _ body: (ReportRow) -> Void) throws {
        for item in try reader.read(chunk[...]) {
            let line = item.position + 1
            switch item.result {
            case .context: break
            case .assertion(let assertion):
                body(
                    ReportRow(
                        line: line, input: assertion.indicator.value.prefixForRefusal,
                        result: .success(assertion), object: item.original))
            case .refused(let error):
                body(
                    ReportRow(
                        line: line, input: item.objectID.prefixForRefusal,
                        result: .failure(
                            RowRefusal(keyword: error.keyword, reason: error.description)),
                        object: item.original))
            }
        }
    }

    /// - Throws: `STIXError` for what is no bundle, or breaks off; what came before was handed over.
    mutating func finish(_ body: (ReportRow) -> Void) throws { try reader.finish() }
}

extension String {
    fileprivate var prefixForRefusal: String { String(prefix(ReportRow.inputCharactersMax)) }
}
