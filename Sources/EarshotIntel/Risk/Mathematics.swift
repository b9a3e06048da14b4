import Foundation

func naturalLog(_ x: Double) -> Double { log(x) }
func exponential(_ x: Double) -> Double { exp(x) }
func pow2(_ x: Double) -> Double { exp2(x) }
