import JSON
import Roster

extension JSONValue {
    /// The value at a path such as `members.0.logKeys.0.key`; setting nil removes it. Setting at the
    /// index past the last element of a list appends.
    subscript(path: String) -> JSONValue? {
        get {
            path.split(separator: ".").reduce(self) { value, step in value?.child(step) }
        }
        set { self = replacing(path.split(separator: ".")[...], with: newValue) }
    }

    private func child(_ step: Substring) -> JSONValue? {
        switch self {
        case .object(let members): members[String(step)]
        case .array(let values): Int(step).flatMap { $0 < values.count ? values[$0] : nil }
        default: nil
        }
    }

    private func replacing(
        _ path: ArraySlice<Substring>, with value: JSONValue?
    ) -> JSONValue {
        guard let step = path.first else { return value ?? .null }
        let rest = path.dropFirst()
        let child = rest.isEmpty ? value : child(step)?.replacing(rest, with: value)
        switch self {
        case .object(var members):
            members[String(step)] = child
            return .object(members)
        case .array(var values):
            guard let index = Int(step), index <= values.count else { return self }
            if let child {
                if index == values.count { values.append(child) } else { values[index] = child }
            } else if index < values.count {
                values.remove(at: index)
            }
            return .array(values)
        default:
            return self
        }
    }
}
