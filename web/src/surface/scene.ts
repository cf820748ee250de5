import { COLORS } from "../viewer/outlines";
import type { Mesh } from "./mesh";

const VERTEX = `#version 300 es
uniform mat3 turn; uniform vec2 scale; uniform float depth;
in vec3 place; in vec3 normal; out vec3 facing;
void main() {
  vec3 seen = turn * place;
  facing = turn * normal;
  gl_Position = vec4(seen.x * scale.x, seen.z * scale.y, seen.y / depth, 1.0);
}`;
const FRAGMENT = `#version 300 es
precision highp float;
uniform vec4 color; in vec3 facing; out vec4 shown;
void main() {
  float toward = abs(normalize(facing).y);
  float edge = 1.0 - toward;
  // a glassy surface is seen at its edges, a solid one in the light from the eye
  float alpha = color.a < 1.0 ? color.a + 0.6 * edge * edge : 1.0;
  shown = vec4(color.rgb * (0.35 + 0.65 * toward) * alpha, alpha);
}`;

interface Part {
  readonly color: readonly [number, number, number, number];
  readonly vertices: WebGLVertexArrayObject;
  readonly count: number;
}

/** Draws the surfaces with WebGL 2, parallel projection: glassy lungs, solid lesions. Software rendering suffices. */
export class Scene {
  private readonly parts: Part[];
  private readonly program: WebGLProgram;
  private readonly reach: number;

  constructor(
    private readonly gl: WebGL2RenderingContext,
    meshes: readonly Mesh[],
  ) {
    this.program = linked(gl);
    this.parts = meshes.map((mesh, n) =>
      part(gl, this.program, mesh, [...rgb(COLORS[n] ?? "#fff"), n === 0 ? 0.08 : 1]),
    );
    this.reach = meshes.reduce((most, { corners }) => Math.max(most, farthest(corners)), 1);
  }

  /** Angles in radians: 0, 0 is the view from the front, the patient's right at the left. */
  draw(around: number, over: number, zoom: number): void {
    const { gl, program, reach } = this;
    const canvas = gl.canvas as HTMLCanvasElement;
    const ratio = window.devicePixelRatio;
    canvas.width = Math.round(canvas.clientWidth * ratio);
    canvas.height = Math.round(canvas.clientHeight * ratio);
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.clearColor(0, 0, 0, 1);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.useProgram(program);
    const side = (Math.min(canvas.width, canvas.height) * zoom) / reach;
    gl.uniform2f(gl.getUniformLocation(program, "scale"), side / canvas.width, side / canvas.height);
    gl.uniform1f(gl.getUniformLocation(program, "depth"), reach * 1.1);
    gl.uniformMatrix3fv(gl.getUniformLocation(program, "turn"), false, turned(around, over));
    gl.enable(gl.DEPTH_TEST);
    this.parts.forEach((each, n) => {
      if (n > 0) {
        this.paint(each);
      }
    });
    // the lungs last: what shines through them is drawn already
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.depthMask(false);
    const [lungs] = this.parts;
    if (lungs !== undefined) {
      this.paint(lungs);
    }
    gl.depthMask(true);
    gl.disable(gl.BLEND);
  }

  private paint({ color, vertices, count }: Part): void {
    const { gl, program } = this;
    gl.uniform4f(gl.getUniformLocation(program, "color"), ...color);
    gl.bindVertexArray(vertices);
    gl.drawElements(gl.TRIANGLES, count, gl.UNSIGNED_INT, 0);
  }
}

function linked(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(kind) as WebGLShader;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true) {
    throw new Error(gl.getProgramInfoLog(program) ?? "WebGL");
  }
  return program;
}

function part(gl: WebGL2RenderingContext, program: WebGLProgram, mesh: Mesh, color: Part["color"]): Part {
  const vertices = gl.createVertexArray();
  gl.bindVertexArray(vertices);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, mesh.corners, gl.STATIC_DRAW);
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, mesh.triangles, gl.STATIC_DRAW);
  ["place", "normal"].forEach((name, n) => {
    const at = gl.getAttribLocation(program, name);
    gl.enableVertexAttribArray(at);
    gl.vertexAttribPointer(at, 3, gl.FLOAT, false, 24, 12 * n);
  });
  return { color, vertices, count: mesh.triangles.length };
}

/** Columns of the rotation: first around the body's axis, then over the screen's horizontal. */
function turned(around: number, over: number): Float32Array<ArrayBuffer> {
  const [c, s, d, t] = [Math.cos(around), Math.sin(around), Math.cos(over), Math.sin(over)];
  return Float32Array.from([c, s * d, s * t, -s, c * d, c * t, 0, -t, d]);
}

function rgb(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

function farthest(corners: Float32Array): number {
  let most = 0;
  for (let n = 0; n < corners.length; n += 6) {
    most = Math.max(most, Math.hypot(corners[n] as number, corners[n + 1] as number, corners[n + 2] as number));
  }
  return most;
}
