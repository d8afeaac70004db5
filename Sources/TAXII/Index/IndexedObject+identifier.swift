package import JSON
package import STIX
package import Statements
import TransparencyLog

extension IndexedObject.Form {
    /// The identifier that an object with this body is about; nil for none, and for several.
    package func identifier(in body: UnsafeRawBufferPointer) -> Indicator? {
        switch self {
        case .original:
            let value = try? JSONValue(parsing: Array(body), depthMax: STIXObjectHead.depthMax)
            return value.flatMap { Self.identifier(of: $0) }
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

    fileprivate static func identifier(of object: JSONValue) -> Indicator? {
        guard let properties = try? STIXObjectProperties(object) else { return nil }
        let said = STIXIndicatorMapping(
            object: properties, original: [], defaults: STIXImportDefaults()
        ).assertions(tlp: .amber)
        guard said.count == 1, case .success(let assertion) = said[0] else { return nil }
        return assertion.indicator
    }
}

extension STIXObservable {
    /// Whether an object is the observable that its name is made of: whatever else it says, it stands for the same
    /// identifier as one that is made here under that name.
    package static func isNamed(_ head: STIXObjectHead, _ object: JSONValue) -> Bool {
        guard head.id.type != "indicator" else { return false }
        return IndexedObject.Form.identifier(of: object).map { Self($0).id == head.id } ?? false
    }
}
