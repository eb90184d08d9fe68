// Elementary functions to a few f32 ULP, for four points at once. The built-ins do not promise as much: tanh overflows to NaN,
// sin is good to 2^-11 absolute only, and exp(x) - 1 and log(1 + x) lose every digit near 0.

// e^x - 1: the Taylor series up to x^9 below |x| = 1/2.
fn expm1(x: vec4f) -> vec4f {
  var sum = 1.0 + x / 9.0;
  sum = 1.0 + x / 8.0 * sum;
  sum = 1.0 + x / 7.0 * sum;
  sum = 1.0 + x / 6.0 * sum;
  sum = 1.0 + x / 5.0 * sum;
  sum = 1.0 + x / 4.0 * sum;
  sum = 1.0 + x / 3.0 * sum;
  sum = 1.0 + x / 2.0 * sum;
  return select(exp(min(x, vec4f(80.0))) - 1.0, x * sum, abs(x) < vec4f(0.5));
}

// log(1 + x) for -0.4 < x <= 1, as 2 artanh(x / (2 + x)).
fn log1p(x: vec4f) -> vec4f {
  let s = x / (2.0 + x);
  let q = s * s;
  return 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (1.0 / 5.0 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q * (1.0 / 11.0 + q / 13.0))))));
}

// tanh: the odd series below |x| = 1/4, exponentials that cannot overflow above.
fn tanh_precise(x: vec4f) -> vec4f {
  let e = exp(-2.0 * abs(x));
  let q = x * x;
  let series = x * (1.0 + q * (-1.0 / 3.0 + q * (2.0 / 15.0 + q * (-17.0 / 315.0 + q * (62.0 / 2835.0)))));
  return select(sign(x) * (1.0 - e) / (1.0 + e), series, abs(x) < vec4f(0.25));
}

fn sigmoid_precise(x: vec4f) -> vec4f {
  let e = exp(-abs(x));
  return select(vec4f(1.0), e, x < vec4f(0.0)) / (1.0 + e);
}

// sin(x + quarter * pi/2): Cody and Waite's reduction by pi/2 in three parts, then the Taylor series on [-pi/4, pi/4].
fn sin_quarter(x: vec4f, quarter: i32) -> vec4f {
  let turns = round(x * 0.6366197723675814);
  let r = ((x - turns * 1.5703125) - turns * 4.837512969970703e-4) - turns * 7.549789948768648e-8;
  let q = r * r;
  let s = r * (1.0 + q * (-1.0 / 6.0 + q * (1.0 / 120.0 + q * (-1.0 / 5040.0 + q / 362880.0))));
  let c = 1.0 + q * (-0.5 + q * (1.0 / 24.0 + q * (-1.0 / 720.0 + q / 40320.0)));
  let n = vec4i(turns) + quarter;
  let magnitude = select(s, c, (n & vec4i(1)) == vec4i(1));
  return select(magnitude, -magnitude, (n & vec4i(2)) == vec4i(2));
}

// The complementary error function for x >= 0, relative error below 1.2e-7 (Press et al., Numerical Recipes, section 6.2).
fn erfc_positive(x: vec4f) -> vec4f {
  let t = 1.0 / (1.0 + 0.5 * x);
  var p = vec4f(0.17087277);
  p = -0.82215223 + t * p;
  p = 1.48851587 + t * p;
  p = -1.13520398 + t * p;
  p = 0.27886807 + t * p;
  p = -0.18628806 + t * p;
  p = 0.09678418 + t * p;
  p = 0.37409196 + t * p;
  p = 1.00002368 + t * p;
  return t * exp(-x * x - 1.26551223 + t * p);
}

// The standard normal distribution function at -|z|.
fn normal_tail(z: vec4f) -> vec4f {
  return 0.5 * erfc_positive(abs(z) * 0.7071067811865476);
}

// The angle of (x, y) in [-pi, pi]; the built-in promises 4096 ULP. Half-angle reduction to |t| < 0.42, then the series.
fn atan2_precise(y: vec4f, x: vec4f) -> vec4f {
  let larger = max(abs(x), abs(y));
  let ratio = select(vec4f(0.0), min(abs(x), abs(y)) / larger, larger > vec4f(0.0));
  let upper = ratio > vec4f(0.41421357);
  let t = select(ratio, (ratio - 1.0) / (ratio + 1.0), upper);
  let q = t * t;
  let high = 1.0 / 9.0 + q * (-1.0 / 11.0 + q * (1.0 / 13.0 + q * (-1.0 / 15.0 + q / 17.0)));
  let series = t * (1.0 + q * (-1.0 / 3.0 + q * (1.0 / 5.0 + q * (-1.0 / 7.0 + q * high))));
  var angle = series + select(vec4f(0.0), vec4f(0.7853981633974483), upper);
  angle = select(angle, 1.5707963267948966 - angle, abs(y) > abs(x));
  angle = select(angle, 3.141592653589793 - angle, x < vec4f(0.0));
  return select(angle, -angle, y < vec4f(0.0));
}
