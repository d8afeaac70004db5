import JSON
import STIX
package import Statements
import TransparencyLog

extension IndexedObject.Form {
    /// The identifier that an object with this body is about; nil for none, and for several.
    package func identifier(in body: UnsafeRawBufferPointer) -> Indicator? {
        switch self {
        case .original:
            guard
                let value = try? JSONValue(parsing: Array(body), depthMax: STIXObjectHead.depthMax),
                let properties = try? STIXObjectProperties(value)
            else { return nil }
            let said = STIXIndicatorMapping(
                object: properties, original: [], defaults: STIXImportDefaults()
            ).assertions(tlp: .amber)
            guard said.count == 1, case .success(let assertion) = said[0] else { return nil }
            return assertion.indicator
        case .observable:
            guard let raw = body.first, let type = IndicatorType(rawValue: raw),
                let value = String(validating: body.dropFirst(), as: UTF8.self)
            else { return nil }
            return try? Indicator(type, parsing: value)
        case .assertion:
            guard body.count > Digest.byteCount,
                case .assertIndicator(let said)? = try? Statement.decode(
                    kind: .assertIndicator,
                    payload: UnsafeRawBufferPointer(rebasing: body[Digest.byteCount...]))
            else { return nil }
            return said.indicator
        case .dispute, .sighting, .link: return nil
        }
    }
}
