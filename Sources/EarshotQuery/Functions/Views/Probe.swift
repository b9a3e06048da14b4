/// What makes a packet from outside an attempt: facts for what counts doors ahead. `ProberLedger` says why.
public enum Probe {
    /// What Zeek says of a connection that never began; RSTRH and SHR are answers without a question.
    public static let failedStates = ["S0", "REJ", "RSTOS0", "SH"]
    /// And of one that did.
    public static let openStates = ["SF", "S1", "S2", "S3", "RSTO", "RSTR"]
    /// Ports above 1023 from which services answer: VPN, discovery, calls, push, proxies, games.
    public static let servicePorts = [
        1194, 1900, 3478, 3479, 3480, 3481, 4500, 5060, 5061, 5223, 5228, 8080, 8443, 8801, 19302, 19305, 25565, 27015,
        51820,
    ]
}
